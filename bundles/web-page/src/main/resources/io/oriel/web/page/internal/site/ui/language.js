// The page's words, in the language of the user's choice or of the browser.

import english from '../strings/en.js';

/** Languages there are, each in its own words. */
export const LANGUAGES = Object.freeze({ en: 'English', de: 'Deutsch' });

let words = english;
let language = 'en';

/** @param {string} wanted a key of LANGUAGES; 'auto': the browser's */
export async function speak(wanted) {
  const asked = wanted === 'auto' ? navigator.languages.map((l) => l.slice(0, 2)) : [wanted];
  language = asked.find((l) => Object.hasOwn(LANGUAGES, l)) ?? 'en';
  words = language === 'en' ? english : (await import(`../strings/${language}.js`)).default;
  document.documentElement.lang = language;
}

/**
 * @param {string} key of the strings files
 * @param {Record<string, string | number>} [values] for {names} in the text
 */
export function t(key, values = {}) {
  const text = words[key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/** @param {string} key @returns {boolean} */
export function has(key) {
  return key in english;
}

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options = { maximumFractionDigits: 1 }) {
  return new Intl.NumberFormat(language, options).format(value);
}

/** @param {number} count of bytes */
export function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return `${number(count, { maximumFractionDigits: count < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`;
}

/** @param {number} millis since the epoch */
export function clock(millis) {
  const far = Math.abs(millis - Date.now()) > 20 * 3600_000;
  return new Intl.DateTimeFormat(language,
    far ? { dateStyle: 'medium', timeStyle: 'short' } : { timeStyle: 'short' }).format(millis);
}
