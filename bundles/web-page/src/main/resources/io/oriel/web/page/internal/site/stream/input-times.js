// How long input takes to the desktop and back. Pure: time is given.

import { viewOf } from './messages.js';
import { Samples } from './measures.js';
import { after } from './reorder.js';

/** Messages under way that are remembered. */
const MOST_OPEN = 256;

export class InputTimes {
  constructor() {
    this.samples = new Samples(1000);
    this.reset();
  }

  reset() {
    /** @type {{next: number, at: number}[]} */
    this.open = [];
    this.newest = null;
  }

  /** @param {Uint8Array} message input message @param {number} now milliseconds */
  sent(message, now) {
    const view = viewOf(message);
    const next = (view.getUint32(1) + view.getUint8(5)) >>> 0;
    if (this.newest !== null && after(next, this.newest) <= 0) {
      return;
    }
    this.newest = next;
    if (this.open.length < MOST_OPEN) {
      this.open.push({ next, at: now });
    }
  }

  /** @param {number} next of the acknowledgement @param {number} now milliseconds */
  done(next, now) {
    while (this.open.length > 0 && after(next, this.open[0].next) >= 0) {
      this.samples.add(now - this.open.shift().at);
    }
  }

  /** @returns {{p50: number, p95: number} | null} */
  summary() {
    return this.samples.summary();
  }

  /** @returns {number[]} */
  all() {
    return this.samples.all();
  }
}
