// A frame from its stream: docs/reference/browser-protocol.md, "Picture over WebTransport". Pure.

import { getU64, viewOf } from './messages.js';

/** Bytes before the bitstream. */
export const HEADER = 26;
/** A frame longer than that is no frame. */
export const MOST_BYTES = 32 << 20;

export const KEY = 1;
export const INVALIDATED = 2;
export const SAME = 4;

/**
 * @typedef {object} Frame
 * @property {number} flags
 * @property {number} number the host's, modulo 2^32
 * @property {number} captureMicros host's clock
 * @property {number} encodeMicros after the capture
 * @property {number} sendMicros after the capture
 * @property {Uint8Array} data bitstream
 */

/** Reads one stream. */
export class FrameReader {
  constructor() {
    this.head = new Uint8Array(HEADER);
    this.size = 0;
    /** @type {Frame | null} known when the header is complete */
    this.frame = null;
  }

  /**
   * @param {Uint8Array} piece
   * @returns {Frame | null} the frame, once complete; bytes after it are ignored
   * @throws {Error} this is no frame
   */
  push(piece) {
    let rest = piece;
    if (this.frame === null) {
      const taken = Math.min(HEADER - this.size, rest.length);
      this.head.set(rest.subarray(0, taken), this.size);
      this.size += taken;
      rest = rest.subarray(taken);
      if (this.size > 0 && this.head[0] !== 1) {
        throw new RangeError(`a stream of type ${this.head[0]}`);
      }
      if (this.size < HEADER) {
        return null;
      }
      this.frame = this.#header();
      this.size = 0;
    }
    const { data } = this.frame;
    const taken = Math.min(data.length - this.size, rest.length);
    data.set(rest.subarray(0, taken), this.size);
    this.size += taken;
    return this.size === data.length ? this.frame : null;
  }

  #header() {
    const view = viewOf(this.head);
    const length = view.getUint32(22);
    if (length > MOST_BYTES) {
      throw new RangeError(`a frame of ${length} bytes`);
    }
    return {
      flags: view.getUint8(1),
      number: view.getUint32(2),
      captureMicros: getU64(view, 6),
      encodeMicros: view.getUint32(14),
      sendMicros: view.getUint32(18),
      data: new Uint8Array(length),
    };
  }
}
