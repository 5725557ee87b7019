// Whether a decoder is too slow for what comes. Pure: time is given.

/** Longest queue, in milliseconds of frames, and at least so many frames. */
const MOST_MILLIS = 150;
const LEAST = 6;
/**
 * Frames that waited for a missing one come all at once, and a worker that was held up hears late
 * what its decoder has done: a queue says something only when it stays long, in milliseconds.
 */
const PATIENCE = 120;
/** No decoder gets through that many in time. */
const MOST = 60;

export class Backlog {
  constructor() {
    this.since = NaN;
  }

  /**
   * @param {number} queue frames that wait in the decoder
   * @param {number} interval between frames, in milliseconds
   * @param {number} now milliseconds of any clock
   * @returns {boolean} what waits is better dropped
   */
  hopeless(queue, interval, now) {
    if (queue <= Math.max(LEAST, MOST_MILLIS / interval)) {
      this.since = NaN;
      return false;
    }
    if (Number.isNaN(this.since)) {
      this.since = now;
    }
    return queue > MOST || now - this.since >= PATIENCE;
  }

  /** What waited was dropped. */
  reset() {
    this.since = NaN;
  }
}
