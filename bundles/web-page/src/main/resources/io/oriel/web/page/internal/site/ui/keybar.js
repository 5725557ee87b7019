// Keys that phones' keyboards lack. Modifiers stay down until the next key, or until touched again.

import { key } from '../input/events.js';
import { KEYS } from '../input/keys.js';
import { el } from './dom.js';
import { t } from './language.js';

const KEYS_SHOWN = Object.freeze([
  ['Escape', 'Esc'], ['Tab', '⇥'], ['ControlLeft', 'Ctrl', true], ['AltLeft', 'Alt', true],
  ['MetaLeft', 'Super', true], ['ArrowLeft', '←'], ['ArrowUp', '↑'], ['ArrowDown', '↓'],
  ['ArrowRight', '→'], ['Delete', 'Del'], ['Home', '⇱'], ['End', '⇲'], ['F5', 'F5'],
]);

export class Keybar {
  /** @param {import('./input.js').Input} input */
  constructor(input) {
    this.input = input;
    /** @type {Map<string, HTMLElement>} modifiers that are down */
    this.sticky = new Map();
    this.element = el('div', { class: 'keybar', role: 'toolbar', hidden: true, 'aria-label': t('keybar') },
      ...KEYS_SHOWN.map(([code, label, modifier]) => {
        const button = el('button', {
          'aria-label': /^\w/.test(label) ? null : t(`key.${code}`), 'aria-pressed': modifier ? 'false' : null,
          // The focus stays where the text goes: else the phone's keyboard would close.
          onpointerdown: (e) => e.preventDefault(),
          onclick: () => this.#pressed(code, button, modifier),
        }, label);
        return button;
      }));
  }

  get shown() {
    return !this.element.hidden;
  }

  set shown(shown) {
    this.element.hidden = !shown;
    if (!shown) {
      this.release();
    }
  }

  release() {
    for (const [code, button] of this.sticky) {
      this.#up(code, button);
    }
  }

  #pressed(code, button, modifier) {
    const { keyboard } = this.input;
    if (!modifier) {
      keyboard.press(code);
      this.release();
    } else if (this.sticky.has(code)) {
      this.#up(code, button);
    } else {
      this.sticky.set(code, button);
      button.setAttribute('aria-pressed', 'true');
      keyboard.send(key(KEYS[code], true));
    }
  }

  #up(code, button) {
    this.sticky.delete(code);
    button.setAttribute('aria-pressed', 'false');
    this.input.keyboard.send(key(KEYS[code], false));
  }
}
