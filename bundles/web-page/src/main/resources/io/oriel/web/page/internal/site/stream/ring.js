// Decoded sound from the worker to the audio thread through shared memory: one writer, one reader.

/** Words before the samples of a record: frames, sequence, microseconds (high, low). */
const HEAD = 4;
/** Words before the records: read and write position, modulo 2^32. */
const CONTROL = 2;

/** @param {number} words of records, a power of two */
export function ringMemory(words = 1 << 17) {
  return new SharedArrayBuffer((CONTROL + words) * 4);
}

/** Either end of a ring; the memory belongs to both. Neither ever waits. */
export class Ring {
  /** @param {SharedArrayBuffer | ArrayBuffer} memory */
  constructor(memory) {
    this.positions = new Int32Array(memory, 0, CONTROL);
    this.words = new Uint32Array(memory, CONTROL * 4);
    this.floats = new Float32Array(memory, CONTROL * 4);
    this.mask = this.words.length - 1;
    this.channels = 2;
  }

  /**
   * The writer's.
   *
   * @param {number} sequence @param {number} micros
   * @param {Float32Array[]} planes left and right @param {number} frames in each
   * @returns {boolean} false: full, the reader sleeps
   */
  write(sequence, micros, planes, frames) {
    const tail = Atomics.load(this.positions, 1);
    const used = (tail - Atomics.load(this.positions, 0)) >>> 0;
    const size = HEAD + this.channels * frames;
    if (used + size > this.words.length) {
      return false;
    }
    let at = tail;
    for (const word of [frames, sequence, Math.floor(micros / 2 ** 32), micros % 2 ** 32]) {
      this.words[at++ & this.mask] = word;
    }
    for (let channel = 0; channel < this.channels; channel++) {
      const plane = planes[channel];
      for (let i = 0; i < frames; i++) {
        this.floats[at++ & this.mask] = plane[i];
      }
    }
    Atomics.store(this.positions, 1, (tail + size) | 0);
    return true;
  }

  /**
   * The reader's; allocates nothing.
   *
   * @param {{push(sequence: number, micros: number, planes: Float32Array[], frames: number): void}}
   *     taker
   * @param {Float32Array[]} scratch where samples go; cut off at its length
   * @returns {boolean} false: empty
   */
  read(taker, scratch) {
    const head = Atomics.load(this.positions, 0);
    if (head === Atomics.load(this.positions, 1)) {
      return false;
    }
    const frames = this.words[head & this.mask];
    const sequence = this.words[(head + 1) & this.mask];
    const micros = this.words[(head + 2) & this.mask] * 2 ** 32 + this.words[(head + 3) & this.mask];
    const kept = Math.min(frames, scratch[0].length);
    for (let channel = 0; channel < this.channels; channel++) {
      const from = head + HEAD + channel * frames;
      const plane = scratch[channel];
      for (let i = 0; i < kept; i++) {
        plane[i] = this.floats[(from + i) & this.mask];
      }
    }
    Atomics.store(this.positions, 0, (head + HEAD + this.channels * frames) | 0);
    taker.push(sequence, micros, scratch, kept);
    return true;
  }
}
