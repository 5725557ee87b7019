// Sound packets in the order of their numbers. Pure.

import { after } from './reorder.js';

/** So many packets may overtake a missing one before it is given up. */
const MOST_HELD = 2;

/** @template P */
export class SoundOrder {
  constructor() {
    /** @type {Map<number, P>} */
    this.held = new Map();
    this.next = -1;
    this.lost = 0;
    this.late = 0;
  }

  /**
   * @param {number} sequence modulo 2^32 @param {P} packet
   * @returns {{sequence: number, packet: P}[]} what to decode now
   */
  push(sequence, packet) {
    const ahead = this.next < 0 ? 0 : after(sequence, this.next);
    if (this.next < 0 || Math.abs(ahead) > 500) {
      this.held.clear();
      this.next = sequence;
    } else if (ahead < 0) {
      this.late++;
      return [];
    }
    this.held.set(sequence, packet);
    const ready = this.#take();
    if (this.held.size > MOST_HELD) {
      const oldest = [...this.held.keys()].reduce((a, b) => (after(b, a) < 0 ? b : a));
      this.lost += after(oldest, this.next);
      this.next = oldest;
      ready.push(...this.#take());
    }
    return ready;
  }

  #take() {
    const ready = [];
    while (this.held.has(this.next)) {
      ready.push({ sequence: this.next, packet: this.held.get(this.next) });
      this.held.delete(this.next);
      this.next = (this.next + 1) >>> 0;
    }
    return ready;
  }
}
