// How long to wait before the next attempt. Pure but for the dice.

const FIRST = 250;
const LONGEST = 5_000;

/** Doubles from attempt to attempt; half of it is chance, so that many pages do not come at once. */
export class Backoff {
  /** @param {() => number} [dice] 0 … 1 */
  constructor(dice = Math.random) {
    this.dice = dice;
    this.attempt = 0;
  }

  /** @returns {number} milliseconds */
  next() {
    const whole = Math.min(LONGEST, FIRST * 2 ** this.attempt++);
    return whole / 2 + (whole / 2) * this.dice();
  }

  reset() {
    this.attempt = 0;
  }
}
