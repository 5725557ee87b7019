// Small messages as bytes: docs/reference/browser-protocol.md, "Small messages". Pure functions.

export const INPUT = 0x01;
export const PING = 0x02;
export const RECEIVED = 0x03;
export const LOST = 0x04;
export const MICROPHONE = 0x05;
export const INPUT_DONE = 0x81;
export const PONG = 0x82;
export const SOUND = 0x83;

const HIGH = 2 ** 32;

/**
 * Writes a whole number below 2^53.
 *
 * @param {DataView} view @param {number} at @param {number} value
 */
export function setU64(view, at, value) {
  view.setUint32(at, Math.floor(value / HIGH));
  view.setUint32(at + 4, value % HIGH);
}

/** @param {DataView} view @param {number} at */
export function getU64(view, at) {
  return view.getUint32(at) * HIGH + view.getUint32(at + 4);
}

/** @param {Uint8Array} bytes */
export function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @param {number} id @param {number} pageMicros */
export function ping(id, pageMicros) {
  const bytes = new Uint8Array(13);
  const view = viewOf(bytes);
  view.setUint8(0, PING);
  view.setUint32(1, id);
  setU64(view, 5, Math.floor(pageMicros));
  return bytes;
}

/**
 * @param {number} frame newest whose bytes are complete
 * @param {number} decoded newest decoded
 * @param {number} queue of the decoder
 */
export function received(frame, decoded, queue) {
  const bytes = new Uint8Array(10);
  const view = viewOf(bytes);
  view.setUint8(0, RECEIVED);
  view.setUint32(1, frame);
  view.setUint32(5, decoded);
  view.setUint8(9, Math.min(255, queue));
  return bytes;
}

/** @param {number} first @param {number} last both inclusive */
export function lost(first, last) {
  const bytes = new Uint8Array(9);
  const view = viewOf(bytes);
  view.setUint8(0, LOST);
  view.setUint32(1, first);
  view.setUint32(5, last);
  return bytes;
}

/** @param {number} sequence @param {Uint8Array} packet Opus */
export function microphone(sequence, packet) {
  const bytes = new Uint8Array(5 + packet.length);
  bytes[0] = MICROPHONE;
  viewOf(bytes).setUint32(1, sequence);
  bytes.set(packet, 5);
  return bytes;
}

/**
 * @typedef {{type: number, next: number}} InputDone
 * @typedef {{type: number, id: number, pageMicros: number, inMicros: number, outMicros: number}} Pong
 * @typedef {{type: number, sequence: number, micros: number, packet: Uint8Array}} Sound
 */

/**
 * Reads a message of the host.
 *
 * @param {Uint8Array} bytes
 * @returns {InputDone | Pong | Sound | null} null: of an unknown type, or too short
 */
export function parse(bytes) {
  const view = viewOf(bytes);
  const size = bytes.length;
  switch (size > 0 ? bytes[0] : 0) {
    case INPUT_DONE:
      return size < 5 ? null : { type: INPUT_DONE, next: view.getUint32(1) };
    case PONG:
      return size < 29 ? null : {
        type: PONG,
        id: view.getUint32(1),
        pageMicros: getU64(view, 5),
        inMicros: getU64(view, 13),
        outMicros: getU64(view, 21),
      };
    case SOUND:
      return size < 14 ? null : {
        type: SOUND,
        sequence: view.getUint32(1),
        micros: getU64(view, 5),
        packet: bytes.subarray(13),
      };
    default:
      return null;
  }
}
