// Frames in the order of their numbers, and what to do where one is missing. Pure: time is given.

import { INVALIDATED, KEY } from './frames.js';

/** Most frames held behind a gap. */
const MOST_HELD = 120;
/** Most bytes held behind a gap. */
const MOST_HELD_BYTES = 16 << 20;
/** A report is repeated after so many times the patience. */
const REPEAT = 4;

/** @param {number} a @param {number} b @returns {number} how far a is after b, modulo 2^32 */
export function after(a, b) {
  return (a - b) | 0;
}

/**
 * Frames go in as they arrive and come out as they can be decoded.
 *
 * A frame that needs none of the missing ones is taken at once: what lies before it is old news.
 * Where a gap lasts it is reported, and again, for reports get lost too. A missing frame that
 * comes after all is still good, as long as nothing newer was taken.
 *
 * @template {{number: number, flags: number, data: {length: number}}} F
 */
export class ReorderWindow {
  constructor() {
    /** @type {Map<number, F>} */
    this.held = new Map();
    this.bytes = 0;
    /** Number of the next frame; null: a key frame decides. */
    this.next = null;
    this.gapSince = NaN;
    /** Gap that was reported, by its first number, and when. */
    this.reported = -1;
    this.reportedAt = NaN;
    /** Numbers passed over for good. */
    this.skipped = 0;
  }

  /** What follows cannot be decoded before the next key frame. */
  needKey() {
    this.held.clear();
    this.bytes = 0;
    this.next = null;
    this.gapSince = NaN;
  }

  /**
   * @param {F} frame
   * @param {number} now any clock
   * @returns {F[]} what can be decoded now, in order
   */
  push(frame, now) {
    const needsNothing = (frame.flags & (this.next === null ? KEY : KEY | INVALIDATED)) !== 0;
    if (this.next === null) {
      if (!needsNothing) {
        return [];
      }
    } else if (after(frame.number, this.next) < 0) {
      return [];
    } else if (!needsNothing && frame.number !== this.next) {
      this.#hold(frame, now);
      return [];
    } else {
      this.skipped += after(frame.number, this.next);
    }
    return this.#from(frame, now);
  }

  /**
   * @param {number} now as for push
   * @param {number} patience how long a frame may be missing
   * @returns {{first: number, last: number, again: boolean} | null} frames to report as lost
   */
  overdue(now, patience) {
    if (this.next === null || !(now - this.gapSince >= patience)) {
      return null;
    }
    let last = null;
    for (const number of this.held.keys()) {
      if (last === null || after(number, last) < 0) {
        last = number;
      }
    }
    if (last === null
        || (this.reported === this.next && now - this.reportedAt < REPEAT * patience)) {
      return null;
    }
    const again = this.reported === this.next;
    this.reported = this.next;
    this.reportedAt = now;
    return { first: this.next, last: (last - 1) >>> 0, again };
  }

  /** Whether something waits behind a gap. */
  get waiting() {
    return this.held.size > 0;
  }

  #hold(frame, now) {
    if (this.held.size >= MOST_HELD || this.bytes + frame.data.length > MOST_HELD_BYTES) {
      return;
    }
    if (!this.held.has(frame.number)) {
      this.held.set(frame.number, frame);
      this.bytes += frame.data.length;
    }
    if (Number.isNaN(this.gapSince)) {
      this.gapSince = now;
    }
  }

  #from(frame, now) {
    const ready = [frame];
    this.next = (frame.number + 1) >>> 0;
    for (let follower = this.held.get(this.next); follower; follower = this.held.get(this.next)) {
      ready.push(follower);
      this.next = (this.next + 1) >>> 0;
    }
    for (const [number, old] of this.held) {
      if (after(number, this.next) < 0) {
        this.held.delete(number);
        this.bytes -= old.data.length;
      }
    }
    this.gapSince = this.held.size > 0 ? now : NaN;
    return ready;
  }
}
