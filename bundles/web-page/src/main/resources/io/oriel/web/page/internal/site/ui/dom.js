// Elements without markup: nothing that anybody sends can become part of the page.

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `on…` functions become listeners, true and false set
 *     or leave out an attribute, `text` is the content, everything else is an attribute
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any} the element
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'text') {
      element.textContent = value;
    } else if (name === 'value') {
      element.value = value;
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a grid of 24. */
const ICONS = Object.freeze({
  oriel: 'M4 20V8l3-3h10l3 3v12M4 20h16M9 5v15M15 5v15M4 12h16',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  fullscreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
  mouse: 'M12 3a5 5 0 0 1 5 5v8a5 5 0 0 1-10 0V8a5 5 0 0 1 5-5zM12 7v3',
  sound: 'M4 10v4h4l5 4V6L8 10zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11',
  muted: 'M4 10v4h4l5 4V6L8 10zM17 10l4 4M21 10l-4 4',
  microphone: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  files: 'M5 4h9l5 5v11H5zM14 4v5h5M12 18v-6M9.5 14.5L12 12l2.5 2.5',
  clipboard: 'M8 5H6v15h12V5h-2M9 3h6v4H9z',
  keys: 'M5 5h6v6H5zM13 13h6v6h-6zM13 8h6M8 13v6',
  invite: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 3-6 6-6s6 2 6 6M18 8v6M15 11h6',
  statistics: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  settings: 'M5 7h9M18 7h1M5 12h2M11 12h8M5 17h9M18 17h1M16 5v4M9 10v4M16 15v4',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17h.01',
  close: 'M6 6l12 12M18 6L6 18',
  watch: 'M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  download: 'M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14',
  more: 'M6 9l6 6 6-6',
});

/** @param {keyof typeof ICONS} name @returns {SVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** Puts one screen in place of another. */
export function show(...content) {
  const screen = document.querySelector('main');
  screen.replaceChildren(...content.filter(Boolean));
  screen.querySelector('[autofocus]')?.focus();
}
