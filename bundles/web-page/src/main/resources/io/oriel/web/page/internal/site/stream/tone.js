// How loud and how high what is played is. Pure.

/** Waves whose length is remembered between two reports. */
const MOST_WAVES = 1024;
/** Below that it is noise. */
const QUIET = 1e-3;

export class ToneMeter {
  constructor() {
    this.lengths = new Float32Array(MOST_WAVES);
    this.waves = 0;
    this.frames = 0;
    this.energy = 0;
    /** Since the last rise through zero, in frames; NaN: there was none. */
    this.since = NaN;
    this.low = false;
    this.last = 0;
  }

  /** @param {Float32Array} block */
  hear(block) {
    for (let i = 0; i < block.length; i++) {
      const value = block[i];
      this.energy += value * value;
      this.since++;
      this.low ||= value < -QUIET;
      if (this.low && this.last < 0 && value >= 0) {
        const before = value / (value - this.last);
        if (!Number.isNaN(this.since) && this.waves < MOST_WAVES) {
          this.lengths[this.waves++] = this.since - before;
        }
        this.since = before;
        this.low = false;
      }
      this.last = value;
    }
    this.frames += block.length;
  }

  /**
   * Since the last call. The pitch is that of the middle one of all waves by their length, so that
   * gaps do not change it.
   *
   * @param {number} rate frames per second
   * @returns {{level: number, hertz: number}} root mean square; 0 Hz: silence
   */
  measured(rate) {
    const lengths = this.lengths.subarray(0, this.waves).sort();
    const hertz = this.waves > 0 ? rate / lengths[this.waves >> 1] : 0;
    const level = this.frames > 0 ? Math.sqrt(this.energy / this.frames) : 0;
    this.waves = 0;
    this.frames = 0;
    this.energy = 0;
    return { level, hertz };
  }
}
