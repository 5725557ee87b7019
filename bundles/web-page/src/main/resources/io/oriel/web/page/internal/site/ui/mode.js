// Which mode to ask the desktop for.

/** Sizes on offer besides the window's and the screen's. */
export const SIZES = Object.freeze(['1280x720', '1600x900', '1920x1080', '2560x1440', '3840x2160']);
export const RATES = Object.freeze([30, 60, 90, 120, 144, 165, 240]);
const KNOWN_RATES = [24, 25, 30, 48, 50, 60, 72, 75, 90, 100, 120, 144, 165, 180, 200, 240, 360];
const LEAST = 320;
const MOST = 7680;

/**
 * @param {{ size: string, refreshHz: number, scale: number }} wanted of the preferences
 * @param {object} here
 * @param {number} here.width of the picture's box, CSS pixels
 * @param {number} here.height
 * @param {number} here.ratio device pixels per CSS pixel
 * @param {number} here.refreshHz measured
 * @param {{ width: number, height: number }} here.screen CSS pixels
 * @returns {{ width: number, height: number, refreshMilliHz: number, scale: number }}
 */
export function modeFor(wanted, here) {
  const fixed = /^(\d+)x(\d+)$/.exec(wanted.size);
  const size = fixed ? { width: +fixed[1], height: +fixed[2] }
    : wanted.size === 'screen'
      ? { width: here.screen.width * here.ratio, height: here.screen.height * here.ratio }
      : { width: here.width * here.ratio, height: here.height * here.ratio };
  const scale = wanted.scale || (fixed ? 1 : here.ratio);
  return {
    width: even(size.width),
    height: even(size.height),
    refreshMilliHz: Math.round((wanted.refreshHz || here.refreshHz) * 1000),
    scale: Math.round(Math.max(1, Math.min(4, scale)) * 100) / 100,
  };
}

/** Encoders take even sizes; desktops none that are too small for them. */
function even(size) {
  return Math.max(LEAST, Math.min(MOST, Math.floor(size / 2) * 2));
}

/** @param {number[]} intervals between frames, milliseconds @returns {number} Hz */
export function refreshOf(intervals) {
  const sorted = [...intervals].sort((a, b) => a - b);
  const usual = 1000 / sorted[sorted.length >> 1];
  const mean = (1000 * intervals.length) / intervals.reduce((sum, i) => sum + i, 0);
  // A busy machine makes up for late frames with quick ones: then only the mean is right.
  const hz = usual > 1.4 * mean ? mean : usual;
  const near = KNOWN_RATES.reduce((a, b) => (Math.abs(b - hz) < Math.abs(a - hz) ? b : a));
  return Math.abs(near - hz) / near < 0.06 ? near : 60;
}

let measured = 0;

/** @returns {Promise<number>} how often this screen shows a new picture, Hz; 60 if unclear */
export function measureRefresh() {
  if (measured > 0) {
    return Promise.resolve(measured);
  }
  return new Promise((resolve) => {
    const intervals = [];
    let last = 0;
    const timeout = setTimeout(() => resolve(60), 1500);
    const frame = (now) => {
      if (last > 0) {
        intervals.push(now - last);
      }
      last = now;
      if (intervals.length < 30) {
        requestAnimationFrame(frame);
      } else {
        clearTimeout(timeout);
        measured = refreshOf(intervals);
        resolve(measured);
      }
    };
    requestAnimationFrame(frame);
  });
}
