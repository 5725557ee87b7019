// Input events as bytes: docs/reference/browser-protocol.md, "Input events". Pure functions.

export const PHASE = Object.freeze({
  hover: 0, down: 1, move: 2, up: 3, leave: 4, cancel: 5, cancelAll: 6,
});
export const TOOL = Object.freeze({ unknown: 0, pen: 1, eraser: 2 });
export const PAD_TYPE = Object.freeze({
  unknown: 0, xbox: 1, playstation: 2, nintendo: 3, steam: 4,
});

/** Longest text of one event, in bytes of UTF-8. */
export const MOST_TEXT_BYTES = 255;

/**
 * @param {number} size bytes
 * @param {(view: DataView) => void} fill
 * @returns {Uint8Array}
 */
function bytes(size, fill) {
  const array = new Uint8Array(size);
  fill(new DataView(array.buffer));
  return array;
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return value < low ? low : value > high ? high : Math.round(value) || 0;
}

/** @param {number} x01 0 … 1 of the picture */
function part(x01) {
  return clamp(x01 * 65535, 0, 65535);
}

/** @param {number} code evdev code @param {boolean} down */
export function key(code, down) {
  return bytes(4, (v) => {
    v.setUint8(0, 1);
    v.setUint16(1, code);
    v.setUint8(3, down ? 1 : 0);
  });
}

/**
 * @param {string} value any length; lone surrogates become U+FFFD
 * @returns {Uint8Array[]} one event per 255 bytes, cut between code points
 */
export function text(value) {
  const encoder = new TextEncoder();
  const events = [];
  let piece = [];
  const flush = () => {
    if (piece.length > 0) {
      events.push(Uint8Array.from([2, piece.length, ...piece]));
      piece = [];
    }
  };
  for (const point of value) {
    const encoded = encoder.encode(point);
    if (piece.length + encoded.length > MOST_TEXT_BYTES) {
      flush();
    }
    piece.push(...encoded);
  }
  flush();
  return events;
}

/** @param {number} code BTN_LEFT 0x110 … @param {boolean} down */
export function button(code, down) {
  return bytes(4, (v) => {
    v.setUint8(0, 3);
    v.setUint16(1, code);
    v.setUint8(3, down ? 1 : 0);
  });
}

/** @param {number} dx desktop pixels @param {number} dy desktop pixels */
export function moveBy(dx, dy) {
  return bytes(9, (v) => {
    v.setUint8(0, 4);
    v.setFloat32(1, dx);
    v.setFloat32(5, dy);
  });
}

/** @param {number} x 0 … 1 of the picture @param {number} y 0 … 1 of the picture */
export function moveTo(x, y) {
  return bytes(5, (v) => {
    v.setUint8(0, 5);
    v.setUint16(1, part(x));
    v.setUint16(3, part(y));
  });
}

/** @param {number} dx 1/120 of a click, right positive @param {number} dy down positive */
export function scroll(dx, dy) {
  return bytes(5, (v) => {
    v.setUint8(0, 6);
    v.setInt16(1, clamp(dx, -32768, 32767));
    v.setInt16(3, clamp(dy, -32768, 32767));
  });
}

/**
 * @param {object} t
 * @param {number} t.phase of PHASE
 * @param {number} t.id
 * @param {number} t.x 0 … 1 of the picture
 * @param {number} t.y 0 … 1 of the picture
 * @param {number | null} t.pressure 0 … 1; null: unknown
 * @param {number} t.major 0 … 1 of the picture's width; 0: unknown
 * @param {number} t.minor 0 … 1 of the picture's width; 0: unknown
 */
export function touch({ phase, id, x, y, pressure, major, minor }) {
  return bytes(15, (v) => {
    v.setUint8(0, 7);
    v.setUint8(1, phase);
    v.setUint32(2, id >>> 0);
    v.setUint16(6, part(x));
    v.setUint16(8, part(y));
    v.setUint8(10, pressure === null ? 255 : clamp(pressure * 254, 0, 254));
    v.setUint16(11, part(major));
    v.setUint16(13, part(minor));
  });
}

/**
 * @param {object} p
 * @param {number} p.phase of PHASE
 * @param {number} p.tool of TOOL
 * @param {number} p.buttons bits 1, 2 and 4: first to third barrel button
 * @param {number} p.x 0 … 1 of the picture
 * @param {number} p.y 0 … 1 of the picture
 * @param {number | null} p.pressure 0 … 1; null: unknown
 * @param {number | null} p.rotation degrees 0 … 359 from the upper edge clockwise to where the tip
 *     points; null: unknown
 * @param {number | null} p.tilt degrees from the upright 0 … 90; null: unknown
 */
export function pen({ phase, tool, buttons, x, y, pressure, rotation, tilt }) {
  return bytes(12, (v) => {
    v.setUint8(0, 8);
    v.setUint8(1, phase);
    v.setUint8(2, tool);
    v.setUint8(3, buttons);
    v.setUint16(4, part(x));
    v.setUint16(6, part(y));
    v.setUint8(8, pressure === null ? 255 : clamp(pressure * 254, 0, 254));
    v.setUint16(9, rotation === null ? 65535 : clamp(rotation, 0, 359));
    v.setUint8(11, tilt === null ? 255 : clamp(tilt, 0, 90));
  });
}

/**
 * @param {number} slot 0 … 15
 * @param {number} type of PAD_TYPE
 * @param {number} capabilities bit n: the n-th of PadCapability
 */
export function padConnected(slot, type, capabilities) {
  return bytes(5, (v) => {
    v.setUint8(0, 9);
    v.setUint8(1, slot);
    v.setUint8(2, type);
    v.setUint16(3, capabilities);
  });
}

/**
 * @param {number} slot 0 … 15
 * @param {object} s
 * @param {number} s.buttons bits of GamepadState
 * @param {number} s.left trigger, 0 … 255
 * @param {number} s.right trigger, 0 … 255
 * @param {number} s.lx -32768 … 32767, right positive
 * @param {number} s.ly up positive
 * @param {number} s.rx right positive
 * @param {number} s.ry up positive
 */
export function padState(slot, { buttons, left, right, lx, ly, rx, ry }) {
  return bytes(16, (v) => {
    v.setUint8(0, 10);
    v.setUint8(1, slot);
    v.setUint32(2, buttons >>> 0);
    v.setUint8(6, clamp(left, 0, 255));
    v.setUint8(7, clamp(right, 0, 255));
    v.setInt16(8, clamp(lx, -32768, 32767));
    v.setInt16(10, clamp(ly, -32768, 32767));
    v.setInt16(12, clamp(rx, -32768, 32767));
    v.setInt16(14, clamp(ry, -32768, 32767));
  });
}

/** @param {number} slot 0 … 15 */
export function padGone(slot) {
  return Uint8Array.of(11, slot);
}

/** The page lost the keyboard. */
export function releaseAll() {
  return Uint8Array.of(12);
}
