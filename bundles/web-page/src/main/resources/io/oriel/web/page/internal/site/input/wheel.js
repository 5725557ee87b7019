// Wheel events in 1/120 of a click, without losing what is smaller.

/** A click of a wheel is so many lines, as browsers count. */
const LINES = 3;
/** And so many pixels, where a browser does not say how many clicks it was. */
const PIXELS = 100;
const CLICK = 120;

export class Wheel {
  constructor() {
    this.restX = 0;
    this.restY = 0;
  }

  /**
   * @param {WheelEvent} event
   * @returns {{ dx: number, dy: number }} whole 1/120 of clicks, right and down positive
   */
  take(event) {
    let dx = clicks(event.deltaX, event.deltaMode, event.wheelDeltaX);
    let dy = clicks(event.deltaY, event.deltaMode, event.wheelDeltaY);
    if (event.shiftKey && dy === 0) {
      // Browsers turn the wheel sideways with Shift; the desktop does that itself.
      [dx, dy] = [0, dx];
    }
    this.restX += dx;
    this.restY += dy;
    const whole = { dx: truncated(this.restX), dy: truncated(this.restY) };
    this.restX -= whole.dx;
    this.restY -= whole.dy;
    return whole;
  }
}

/** Sums of fractions end a hair below what they mean. */
function truncated(value) {
  return Math.trunc(value + Math.sign(value) * 1e-6) || 0;
}

function clicks(delta, mode, wheelDelta) {
  if (delta === 0) {
    return 0;
  }
  if (wheelDelta && wheelDelta % CLICK === 0) {
    return -wheelDelta;
  }
  const perClick = mode === 0 ? PIXELS : mode === 1 ? LINES : 1;
  return (delta / perClick) * CLICK;
}
