// Fingers and pens from pointer events, in the protocol's terms.

import { PHASE, TOOL, pen, touch } from './events.js';

const MOST_FINGERS = 10;

/** Numbers fingers 0 … 9, the lowest that is free first. */
export class Fingers {
  constructor() {
    /** @type {Map<number, number>} pointer id to number */
    this.down = new Map();
  }

  /**
   * @param {number} phase of PHASE
   * @param {PointerEvent} event
   * @param {{ x: number, y: number }} at 0 … 1 of the picture
   * @param {number} width of the picture on the page, in CSS pixels
   * @returns {Uint8Array | null} null: a finger too many, or one that is not down
   */
  event(phase, event, at, width) {
    let id = this.down.get(event.pointerId);
    if (phase === PHASE.down && id === undefined) {
      const taken = new Set(this.down.values());
      id = 0;
      while (taken.has(id)) {
        id++;
      }
      if (id >= MOST_FINGERS) {
        return null;
      }
      this.down.set(event.pointerId, id);
    }
    if (id === undefined) {
      return null;
    }
    if (phase === PHASE.up || phase === PHASE.cancel) {
      this.down.delete(event.pointerId);
    }
    // 0.5 is what browsers say where the screen does not know.
    const pressure = event.pressure === 0.5 || event.pressure === 0 ? null : event.pressure;
    return touch({
      phase, id, x: at.x, y: at.y, pressure,
      major: Math.max(event.width, event.height) / width,
      minor: Math.min(event.width, event.height) / width,
    });
  }

  clear() {
    this.down.clear();
  }
}

/**
 * Where a pen leans.
 *
 * @param {PointerEvent} event
 * @returns {{ tilt: number | null, rotation: number | null }} degrees from the upright, and
 *     clockwise from up to where the tip points; null: unknown
 */
export function lean(event) {
  let { altitudeAngle, azimuthAngle } = event;
  if (altitudeAngle === undefined || azimuthAngle === undefined) {
    const x = Math.tan((event.tiltX * Math.PI) / 180);
    const y = Math.tan((event.tiltY * Math.PI) / 180);
    altitudeAngle = Math.PI / 2 - Math.atan(Math.hypot(x, y));
    azimuthAngle = Math.atan2(y, x);
  }
  const tilt = Math.round(90 - (altitudeAngle * 180) / Math.PI);
  if (!Number.isFinite(tilt)) {
    return { tilt: null, rotation: null };
  }
  if (tilt <= 0) {
    // Upright it points nowhere; a pen that knows how it is turned says that instead.
    return { tilt: 0, rotation: event.twist || null };
  }
  // The azimuth is where the pen's body lies, from the right clockwise; its tip points away.
  const rotation = Math.round((azimuthAngle * 180) / Math.PI + 270);
  return { tilt: Math.min(90, tilt), rotation: ((rotation % 360) + 360) % 360 };
}

/**
 * @param {number} phase of PHASE
 * @param {PointerEvent} event
 * @param {{ x: number, y: number }} at 0 … 1 of the picture
 * @returns {Uint8Array}
 */
export function penEvent(phase, event, at) {
  const eraser = (event.buttons & 32) !== 0 || event.button === 5;
  return pen({
    phase,
    tool: eraser ? TOOL.eraser : TOOL.pen,
    buttons: (event.buttons & 2) !== 0 ? 1 : 0,
    x: at.x,
    y: at.y,
    pressure: event.pressure,
    ...lean(event),
  });
}
