// Sound between network and loudspeaker: a small buffer whose two clocks are brought together by
// playing a few tenths of a percent faster or slower, and by leaving out or repeating what resembles
// itself. Pure; allocates nothing after construction.

import { Delays, MARGIN } from './delays.js';
import { BLEND, LEAST_LAG, MOST_LAG, blend, energy, findLag } from './splice.js';

/** Sound comes at this rate. */
export const RATE = 48_000;
const CHANNELS = 2;
/** Frames of memory: 1.3 s. */
const SIZE = 1 << 16;
const MASK = SIZE - 1;
const PER_MILLI = RATE / 1000;

/** So much above the target is dropped at once: the network had stood still. */
const EXCESS = 80;
/** Largest change of speed, and change per millisecond off the target. */
const MOST_DRIFT = 0.004;
const PER_OFF = 0.0003;
/** With more than that above the target, in milliseconds, it may be heard: two percent at most. */
const FAR_OFF = 20;
const PER_FAR_OFF = 0.0005;
const MOST_HURRY = 0.016;
/** With more than that off the target, in milliseconds, a splice is tried, so often at most. */
const SPLICE_OFF = 4;
const SPLICE_FRAMES = 4_800;
/** Lost packets up to that many are concealed; after more the sound begins anew. */
const MOST_CONCEALED = 8;
/** Frames of a fade. */
const FADE = 120;

export class JitterBuffer {
  /** @param {number} [outputRate] frames per second of the loudspeaker */
  constructor(outputRate = RATE) {
    this.step = RATE / outputRate;
    this.planes = [new Float32Array(SIZE), new Float32Array(SIZE)];
    /** Frames written and read since the beginning; read between two frames, too. */
    this.written = 0;
    this.read = 0;
    this.expected = -1;
    this.playing = false;
    this.fadeIn = 0;
    this.delays = new Delays();
    /** Milliseconds of the newest packet. */
    this.packet = 0;
    /** Frames the loudspeaker has taken, and at which the last splice was tried. */
    this.pulled = 0;
    this.tried = 0;
    this.speed = 1;
    /** Capture time of a written frame: of the newest packet's first. */
    this.anchorFrame = 0;
    this.anchorMicros = NaN;
    this.underruns = 0;
    this.concealed = 0;
    this.cuts = 0;
    this.splices = 0;
    this.late = 0;
  }

  /** Milliseconds between the arrival of the quickest packets and their being played: aim, and now. */
  get target() {
    return this.delays.target;
  }

  get delay() {
    return (this.pulled - this.read - this.delays.base) / PER_MILLI;
  }

  /** Milliseconds that are buffered. */
  get buffered() {
    return (this.written - this.read) / PER_MILLI;
  }

  /** Milliseconds that are enough when a packet has just come: the next one is in time. */
  get #level() {
    const { target, late } = this.delays;
    return Math.max(Math.min(target, target - late + this.packet), this.packet + MARGIN);
  }

  /** Capture time of what is played now, on the host's clock; NaN: nothing is. */
  get playedMicros() {
    return this.playing ? this.anchorMicros - ((this.anchorFrame - this.read) * 1e6) / RATE : NaN;
  }

  /**
   * @param {number} sequence modulo 2^32 @param {number} micros capture of the first frame
   * @param {Float32Array[]} planes left and right @param {number} frames
   */
  push(sequence, micros, planes, frames) {
    const missing = this.expected < 0 ? 0 : (sequence - this.expected) | 0;
    if (missing < 0 && missing > -500) {
      this.late++;
      return;
    }
    if (this.written - this.read + frames * (1 + Math.max(0, missing)) > SIZE - FADE) {
      this.#drop();
    }
    if (missing > 0 && missing <= MOST_CONCEALED && this.written > 0) {
      this.#conceal(missing * frames);
      this.concealed += missing;
    }
    this.expected = (sequence + 1) >>> 0;
    if (missing > MOST_CONCEALED || missing < 0) {
      this.delays.clear(); // the place in the sound says nothing any more
    }
    this.delays.arrived(this.pulled, this.written);
    this.packet = frames / PER_MILLI;
    this.anchorFrame = this.written;
    this.anchorMicros = micros;
    const fade = missing !== 0 ? Math.min(FADE, frames) : 0;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const to = this.planes[channel];
      const from = planes[channel];
      for (let i = 0; i < frames; i++) {
        to[(this.written + i) & MASK] = i < fade ? from[i] * (i / fade) : from[i];
      }
    }
    this.written += frames;
  }

  /**
   * Fills a block.
   *
   * @param {Float32Array} left @param {Float32Array} right of the same length
   */
  pull(left, right) {
    this.#fill(left, right);
    this.pulled += left.length * this.step;
  }

  #fill(left, right) {
    const count = left.length;
    if (!this.playing && !this.#begin(count)) {
      left.fill(0);
      right.fill(0);
      return;
    }
    if (this.delay > this.delays.needed + EXCESS && this.buffered > this.#level) {
      this.#cut(left, right);
      return;
    }
    this.#steer();
    const step = this.step * this.speed;
    const whole = Math.floor((this.written - 2 - this.read) / step);
    if (whole < count) {
      this.#runDry(left, right, Math.max(0, whole), step);
      return;
    }
    this.#play(left, right, count, step);
    for (let i = 0; this.fadeIn > 0 && i < count; i++, this.fadeIn--) {
      const gain = 1 - this.fadeIn / FADE;
      left[i] *= gain;
      right[i] *= gain;
    }
  }

  /** Forgets everything that is buffered. */
  clear() {
    this.#drop();
    this.expected = -1;
    this.delays.clear();
  }

  #drop() {
    this.read = this.written;
    this.playing = false;
  }

  #begin(count) {
    const level = Math.max(this.target, this.packet + MARGIN);
    if (this.buffered < Math.max(level, (count * 1000) / RATE)) {
      return false;
    }
    this.read = Math.max(this.read, this.written - level * PER_MILLI);
    this.playing = true;
    this.fadeIn = FADE;
    return true;
  }

  #steer() {
    if (Math.abs(this.#off) > SPLICE_OFF && this.pulled - this.tried >= SPLICE_FRAMES) {
      this.#splice(this.#off * PER_MILLI);
    }
    const off = this.#off;
    this.speed = 1 + Math.max(-MOST_DRIFT, Math.min(MOST_DRIFT, off * PER_OFF))
      + Math.max(0, Math.min(MOST_HURRY, (off - FAR_OFF) * PER_FAR_OFF));
  }

  /** Milliseconds of delay that are too many, or missing; what packets need just now is not. */
  get #off() {
    const off = this.delay - this.target;
    return off > 0 ? Math.max(0, this.delay - this.delays.needed) : off;
  }

  /** @param {number} off frames that should be left out; negative: repeated */
  #splice(off) {
    const from = Math.floor(this.read);
    const ahead = this.written - from - 2 * BLEND;
    const most = Math.floor(Math.min(MOST_LAG, Math.abs(off), off > 0 ? ahead : from));
    if (most < LEAST_LAG) {
      return;
    }
    this.tried = this.pulled;
    const [left, right] = this.planes;
    const louder = energy(left, MASK, from) < energy(right, MASK, from) ? right : left;
    const lag = findLag(louder, MASK, from, Math.sign(off), most);
    if (lag !== 0) {
      // one frame earlier: interpolation looks back
      blend(left, MASK, from - 1, lag);
      blend(right, MASK, from - 1, lag);
      this.read += lag;
      this.splices++;
    }
  }

  /** Cubic interpolation (Catmull-Rom) between the four nearest frames. */
  #play(left, right, count, step) {
    const [l, r] = this.planes;
    let position = this.read;
    for (let i = 0; i < count; i++) {
      const whole = Math.floor(position);
      const t = position - whole;
      const a = (whole - 1) & MASK;
      const b = whole & MASK;
      const c = (whole + 1) & MASK;
      const d = (whole + 2) & MASK;
      const wa = t * (-0.5 + t * (1 - 0.5 * t));
      const wb = 1 + t * t * (-2.5 + 1.5 * t);
      const wc = t * (0.5 + t * (2 - 1.5 * t));
      const wd = t * t * (-0.5 + 0.5 * t);
      left[i] = wa * l[a] + wb * l[b] + wc * l[c] + wd * l[d];
      right[i] = wa * r[a] + wb * r[b] + wc * r[c] + wd * r[d];
      position += step;
    }
    this.read = position;
  }

  /** The rest fades out; then silence until the buffer is as full as it should be. */
  #runDry(left, right, whole, step) {
    const rest = Math.min(whole, left.length);
    this.#play(left, right, rest, step);
    for (let i = 0; i < rest; i++) {
      const gain = 1 - (i + 1) / rest;
      left[i] *= gain;
      right[i] *= gain;
    }
    left.fill(0, rest);
    right.fill(0, rest);
    this.playing = false;
    this.underruns++;
  }

  /** Leaps to the target; the two places are blended over one block. */
  #cut(left, right) {
    const step = this.step;
    const to = this.written - this.#level * PER_MILLI;
    this.#play(left, right, left.length, step);
    const [l, r] = this.planes;
    let position = Math.floor(to);
    for (let i = 0; i < left.length; i++) {
      const gain = (i + 1) / left.length;
      left[i] += (l[Math.floor(position) & MASK] - left[i]) * gain;
      right[i] += (r[Math.floor(position) & MASK] - right[i]) * gain;
      position += step;
    }
    this.read = position;
    this.cuts++;
  }

  /** What was missing: the last packet backwards, fading out. */
  #conceal(frames) {
    const fade = Math.min(frames, 2 * FADE);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const plane = this.planes[channel];
      for (let i = 0; i < frames; i++) {
        plane[(this.written + i) & MASK] = i < fade
          ? plane[(this.written - 1 - i) & MASK] * (1 - i / fade) : 0;
      }
    }
    this.written += frames;
  }
}
