// Control messages on a stream of bytes: `u32 length`, JSON. Pure.

/** Longest message either side may send, in bytes. */
export const MOST_BYTES = 64 << 10;

/** @param {object} message @returns {Uint8Array} */
export function frameOf(message) {
  const json = new TextEncoder().encode(JSON.stringify(message));
  if (json.length > MOST_BYTES) {
    throw new RangeError(`a control message of ${json.length} bytes is too long`);
  }
  const bytes = new Uint8Array(4 + json.length);
  new DataView(bytes.buffer).setUint32(0, json.length);
  bytes.set(json, 4);
  return bytes;
}

/** Puts messages together from pieces of any size. */
export class ControlReader {
  constructor() {
    this.held = new Uint8Array(0);
  }

  /**
   * @param {Uint8Array} piece
   * @returns {object[]} the messages that are complete now
   * @throws {Error} the stream makes no sense any more
   */
  push(piece) {
    let bytes = piece;
    if (this.held.length > 0) {
      bytes = new Uint8Array(this.held.length + piece.length);
      bytes.set(this.held);
      bytes.set(piece, this.held.length);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const messages = [];
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = view.getUint32(at);
      if (length > MOST_BYTES) {
        throw new RangeError(`the host announces a control message of ${length} bytes`);
      }
      if (bytes.length - at - 4 < length) {
        break;
      }
      messages.push(messageOf(bytes.subarray(at + 4, at + 4 + length)));
      at += 4 + length;
    }
    this.held = bytes.slice(at);
    return messages.filter((m) => m !== null);
  }
}

/** @param {Uint8Array | string} json @returns {{type: string} | null} null: no message */
export function messageOf(json) {
  const text = typeof json === 'string' ? json : new TextDecoder().decode(json);
  const message = JSON.parse(text);
  return message !== null && typeof message === 'object' && typeof message.type === 'string'
    ? message : null;
}
