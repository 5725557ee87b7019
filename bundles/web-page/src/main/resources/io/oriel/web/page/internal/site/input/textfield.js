// Text that no key writes: input methods, phones' keyboards, dictation. It comes from a hidden
// text area that always has the focus while the desktop has the keyboard.

import { key, text } from './events.js';

const BACKSPACE = 14;
const ENTER = 28;
/** Stands in the field so that there is always something for a phone's Backspace to take away. */
export const FILLING = ' '.repeat(24);

/**
 * What turns one text into another at its end.
 *
 * @param {string} before
 * @param {string} after
 * @returns {{ erased: number, written: string }} erased: in code points
 */
export function edits(before, after) {
  const from = [...before];
  const to = [...after];
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) {
    same++;
  }
  return { erased: from.length - same, written: to.slice(same).join('') };
}

/**
 * @param {{ erased: number, written: string }} edit
 * @returns {Uint8Array[]} events: Backspaces, text, and Enter for line ends
 */
export function asEvents({ erased, written }) {
  const events = [];
  for (let i = 0; i < erased; i++) {
    events.push(key(BACKSPACE, true), key(BACKSPACE, false));
  }
  written.split(/\r\n|\r|\n/).forEach((line, i) => {
    if (i > 0) {
      events.push(key(ENTER, true), key(ENTER, false));
    }
    events.push(...text(line));
  });
  return events;
}

export class TextField {
  /**
   * @param {HTMLTextAreaElement} field
   * @param {import('./keyboard.js').Keyboard} keyboard
   * @param {(...events: Uint8Array[]) => void} send
   */
  constructor(field, keyboard, send) {
    this.field = field;
    this.keyboard = keyboard;
    this.send = send;
    this.known = FILLING;
    this.composing = false;
    /** A phone's keyboard: what it writes is sent as it is written, not when a word is done. */
    this.live = false;
    this.#refill();
    field.addEventListener('keydown', (e) => this.#keep(e, keyboard.down(e)));
    field.addEventListener('keyup', (e) => this.#keep(e, keyboard.up(e)));
    field.addEventListener('compositionstart', () => { this.composing = true; });
    field.addEventListener('compositionend', () => {
      this.composing = false;
      if (this.keyboard.deadKey) {
        this.keyboard.deadKey = false;
        this.#refill();
      } else {
        this.#changed();
      }
    });
    field.addEventListener('input', () => this.#changed());
    field.addEventListener('beforeinput', (e) => {
      // Undo, formatting, dropped text: nothing of the desktop's.
      if (/^(history|format|insertFromDrop|insertFromPaste)/.test(e.inputType)) {
        e.preventDefault();
      }
    });
  }

  /** Opens the device's own keyboard, or only takes the focus where there is a real one. */
  focus(own = false) {
    this.live = own;
    this.field.inputMode = own ? 'text' : 'none';
    if (own) {
      this.field.blur();
    }
    this.field.focus({ preventScroll: true });
  }

  #keep(event, taken) {
    if (taken) {
      event.preventDefault();
    }
    event.stopPropagation();
  }

  #changed() {
    if (this.composing && (!this.live || this.keyboard.deadKey)) {
      return;
    }
    const now = this.field.value;
    const events = asEvents(edits(this.known, now));
    this.known = now;
    if (events.length > 0) {
      this.send(...events);
    }
    if (!this.composing) {
      this.#refill();
    }
  }

  #refill() {
    if (this.field.value !== FILLING) {
      this.field.value = FILLING;
    }
    this.field.setSelectionRange(FILLING.length, FILLING.length);
    this.known = FILLING;
  }
}
