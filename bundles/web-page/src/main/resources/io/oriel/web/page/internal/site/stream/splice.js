// Leaves out or repeats some milliseconds of sound where it resembles itself. Pure.

/** Frames that are compared and blended. */
export const BLEND = 240;
/** 2.5 … 12 ms: a period of most voices and instruments, or several. */
export const LEAST_LAG = 120;
export const MOST_LAG = 576;
/** As alike as this is not heard; less is only tried in what is nearly silent. */
const ALIKE = 0.85;
const SILENCE = 1e-6;
/** Every so many-th frame and lag are compared. */
const COARSE = 3;

/**
 * Looks for the lag at which the sound from a place goes on most like at the place itself.
 *
 * @param {Float32Array} plane a ring @param {number} mask its length minus one, a power of two less one
 * @param {number} from a whole frame
 * @param {number} direction 1: later sound is looked at, -1: earlier
 * @param {number} most frames, at most `MOST_LAG`
 * @returns {number} frames, with the direction's sign; 0: nowhere alike enough
 */
export function findLag(plane, mask, from, direction, most) {
  const own = energy(plane, mask, from);
  if (own < SILENCE) {
    const quiet = direction * Math.min(most, MOST_LAG);
    return most >= LEAST_LAG && energy(plane, mask, from + quiet) < SILENCE ? quiet : 0;
  }
  let best = 0;
  let likeness = ALIKE - 0.05;
  for (let lag = LEAST_LAG; lag <= most; lag += COARSE) {
    const alike = likenessOf(plane, mask, from, from + direction * lag, own, COARSE);
    if (alike > likeness) {
      likeness = alike;
      best = lag;
    }
  }
  if (best === 0) {
    return 0;
  }
  const around = best;
  likeness = ALIKE;
  best = 0;
  for (let lag = Math.max(LEAST_LAG, around - 2); lag <= Math.min(most, around + 2); lag++) {
    const alike = likenessOf(plane, mask, from, from + direction * lag, own, 1);
    if (alike > likeness) {
      likeness = alike;
      best = lag;
    }
  }
  return direction * best;
}

/** Blends the sound at a place into the sound `lag` frames away, where reading goes on. */
export function blend(plane, mask, from, lag) {
  // so that nothing is read that has been written already
  const last = lag > 0 ? BLEND - 1 : 0;
  for (let n = 0; n < BLEND; n++) {
    const i = Math.abs(last - n);
    const here = plane[(from + i) & mask];
    const there = (from + lag + i) & mask;
    plane[there] = here + (plane[there] - here) * (i / BLEND);
  }
}

/** Mean square of what would be compared. */
export function energy(plane, mask, from) {
  let sum = 0;
  for (let i = 0; i < BLEND; i += COARSE) {
    sum += plane[(from + i) & mask] ** 2;
  }
  return (sum * COARSE) / BLEND;
}

/** Correlation from -1 to 1, and less the more the two differ in level. */
function likenessOf(plane, mask, one, other, own, step) {
  let product = 0;
  let square = 0;
  for (let i = 0; i < BLEND; i += step) {
    const value = plane[(other + i) & mask];
    product += plane[(one + i) & mask] * value;
    square += value * value;
  }
  const scale = step / BLEND;
  return (product * scale) / Math.max(own, square * scale, SILENCE);
}
