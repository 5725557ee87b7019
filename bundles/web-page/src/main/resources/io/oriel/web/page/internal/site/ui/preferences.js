// What the user chose, kept in this browser.

const KEY = 'oriel.preferences';

/** Everything there is to choose, with what it is at first. */
export const DEFAULTS = Object.freeze({
  language: 'auto',
  codec: 'auto',
  bitsPerSecond: 0,
  size: 'window',
  refreshHz: 0,
  scale: 0,
  sound: true,
  volume: 100,
  microphone: '',
  pointer: 'desktop',
  pointerSpeed: 1,
  localPointer: false,
  clipboardIn: false,
  clipboardOut: false,
  statistics: false,
  name: '',
});

/** @returns {{ [K in keyof typeof DEFAULTS]: (typeof DEFAULTS)[K] }} */
export function preferences() {
  try {
    return sane(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return { ...DEFAULTS };
  }
}

/** @param {Partial<typeof DEFAULTS>} changed */
export function prefer(changed) {
  const all = { ...preferences(), ...changed };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
  return all;
}

/** Leaves out what is unknown or of another type: it may come from another version. */
export function sane(stored) {
  const result = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) {
    if (stored !== null && typeof stored?.[name] === typeof DEFAULTS[name]) {
      result[name] = stored[name];
    }
  }
  return result;
}
