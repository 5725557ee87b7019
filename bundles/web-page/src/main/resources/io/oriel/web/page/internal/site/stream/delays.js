// How late packets of sound come, and how long the buffer must hold them for that. Pure.

/** Looked at are twelve seconds, in windows of half a second. */
const WINDOWS = 24;
const WINDOW_FRAMES = 24_000;
/** The buffer is not for the worst windows: that many stalls are not worth a delay of their own. */
const IGNORED = 2;
const PER_MILLI = 48;

const FIRST_TARGET = 30;
const LEAST_TARGET = 12;
const MOST_TARGET = 150;
/** A block that is played at once, the interpolation's neighbours, and a little to spare. */
export const MARGIN = 6;
/** From here on it is no delay: the sound paused, or the host was away. */
const NEW_SOUND_FRAMES = 24_000;

/**
 * Delays are differences of two clocks, of the loudspeaker's when a packet arrived and of the sound's
 * at the packet's first frame: only their variation means something.
 */
export class Delays {
  constructor() {
    this.least = new Float64Array(WINDOWS);
    this.most = new Float64Array(WINDOWS);
    this.worst = new Float64Array(IGNORED + 1);
    this.clear();
  }

  clear() {
    this.least.fill(Infinity);
    this.most.fill(-Infinity);
    this.window = -1;
    /** The quickest packet's delay, in frames. */
    this.base = Infinity;
    /** The newest packet's. */
    this.newest = 0;
    /** Milliseconds from the quickest packet's arrival until it should be played. */
    this.target = FIRST_TARGET;
  }

  /** Milliseconds that the newest packet came later than the quickest one. */
  get late() {
    return (this.newest - this.base) / PER_MILLI;
  }

  /** The target, or more where packets came later just now: a path may have become longer. */
  get needed() {
    return Math.max(this.target, this.late + MARGIN);
  }

  /** @param {number} at frames the loudspeaker has played @param {number} place first frame */
  arrived(at, place) {
    const delay = at - place;
    if (Math.abs(delay - this.base) > NEW_SOUND_FRAMES) {
      this.clear(); // at the first packet as well
    }
    const window = Math.floor(at / WINDOW_FRAMES);
    if (window !== this.window) {
      this.#next(window);
    }
    const slot = window % WINDOWS;
    this.least[slot] = Math.min(this.least[slot], delay);
    this.most[slot] = Math.max(this.most[slot], delay);
    this.base = Math.min(this.base, delay);
    this.newest = delay;
  }

  /** Forgets windows that are too old; time without packets leaves empty ones. */
  #next(window) {
    if (this.window >= 0) {
      this.#aim();
      for (let w = Math.max(this.window + 1, window - WINDOWS + 1); w <= window; w++) {
        this.least[w % WINDOWS] = Infinity;
        this.most[w % WINDOWS] = -Infinity;
      }
      this.base = Infinity;
      for (let i = 0; i < WINDOWS; i++) {
        this.base = Math.min(this.base, this.least[i]);
      }
    }
    this.window = window;
  }

  /** The latest packet of the worst window that counts decides. */
  #aim() {
    const { worst } = this;
    worst.fill(-Infinity);
    for (let i = 0; i < WINDOWS; i++) {
      let most = this.most[i];
      for (let k = 0; k <= IGNORED; k++) {
        if (most > worst[k]) {
          const less = worst[k];
          worst[k] = most;
          most = less;
        }
      }
    }
    if (worst[IGNORED] > -Infinity) {
      const needed = (worst[IGNORED] - this.base) / PER_MILLI + MARGIN;
      this.target = Math.max(LEAST_TARGET, Math.min(MOST_TARGET, needed));
    }
  }
}
