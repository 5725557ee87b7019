// Keys of a keyboard, by position. What is held is known here, and goes up when the page loses it.

import { key, releaseAll } from './events.js';
import { evdevCode } from './keys.js';

const LEFT_CONTROL = 29;
const META = [125, 126];
const CAPS_LOCK = 58;

/** Shortcuts of the page itself: Ctrl+Alt+Shift and one of these. */
export const SHORTCUTS = Object.freeze({
  KeyS: 'statistics', KeyF: 'fullscreen', KeyM: 'capture', KeyT: 'toolbar', KeyQ: 'leave',
});

export class Keyboard {
  /**
   * @param {(...events: Uint8Array[]) => void} send
   * @param {object} [options]
   * @param {boolean} [options.mac] a Mac's keyboard: no key-up while Command is held
   * @param {(name: string) => void} [options.shortcut] one of SHORTCUTS was pressed
   * @param {() => boolean} [options.pasting] whether the browser shall paste with Ctrl+V first:
   *     the desktop gets the key by paste()
   */
  constructor(send, { mac = false, shortcut = () => {}, pasting = () => false } = {}) {
    this.send = send;
    this.mac = mac;
    this.shortcut = shortcut;
    this.pasting = pasting;
    /** @type {Map<number, number>} evdev code to the time it went down */
    this.held = new Map();
    /** Keys whose going up is not for the desktop. */
    this.swallowed = new Set();
    /** A dead key went to the desktop: the browser's own composition of it is not wanted. */
    this.deadKey = false;
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the desktop gets it: the browser must not act on it
   */
  down(event) {
    if (event.isComposing || event.keyCode === 229 || event.key === 'Process') {
      return false;
    }
    const wanted = event.ctrlKey && event.altKey && event.shiftKey && SHORTCUTS[event.code];
    if (wanted) {
      if (!event.repeat) {
        this.releaseAll();
        this.swallowed.add(event.code);
        this.shortcut(wanted);
      }
      return true;
    }
    const command = this.mac ? event.metaKey : event.ctrlKey;
    if (event.code === 'KeyV' && command && !event.altKey && this.pasting()) {
      this.swallowed.add(event.code);
      return false;
    }
    const code = evdevCode(event);
    if (code === undefined) {
      return false;
    }
    this.swallowed.delete(event.code); // where it went up in secret, after a shortcut
    this.deadKey = event.key === 'Dead';
    if (event.repeat || this.held.has(code)) {
      return true;
    }
    if (this.mac && code === CAPS_LOCK) {
      this.send(key(code, true), key(code, false));
      return true;
    }
    const down = [key(code, true)];
    if (event.code === 'AltRight' && this.held.get(LEFT_CONTROL) === event.timeStamp) {
      // Windows says that AltGr is a left Control and a right Alt at the same moment.
      this.held.delete(LEFT_CONTROL);
      down.unshift(key(LEFT_CONTROL, false));
    }
    this.held.set(code, event.timeStamp);
    this.send(...down);
    return true;
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the desktop gets it
   */
  up(event) {
    if (this.swallowed.delete(event.code)) {
      return true;
    }
    const code = evdevCode(event);
    if (code === undefined) {
      return false;
    }
    if (this.mac && code === CAPS_LOCK) {
      this.send(key(code, true), key(code, false));
      return true;
    }
    if (!this.held.delete(code)) {
      // Windows and some desktops tell of Print Screen only when it goes up.
      if (event.code !== 'PrintScreen') {
        return true;
      }
      this.send(key(code, true));
    }
    this.send(key(code, false));
    if (this.mac && META.includes(code)) {
      const others = [...this.held.keys()];
      this.held.clear();
      this.send(...others.map((other) => key(other, false)));
    }
    return true;
  }

  /** Presses keys one after the other and lets them go: what no keyboard of this device can. */
  press(...codes) {
    const numbers = codes.map((code) => evdevCode({ code, key: '' }));
    this.send(...numbers.map((n) => key(n, true)), ...numbers.reverse().map((n) => key(n, false)));
  }

  /** What the browser pasted has reached the desktop's clipboard: now the desktop pastes. */
  paste() {
    const command = META.filter((code) => this.held.delete(code));
    this.send(...command.map((code) => key(code, false)));
    this.press(...(this.control ? ['KeyV'] : ['ControlLeft', 'KeyV']));
  }

  /** Whether a Control key is held that the desktop knows of. */
  get control() {
    return this.held.has(LEFT_CONTROL) || this.held.has(97);
  }

  /** The page lost the keyboard, or is about to act on a shortcut itself. */
  releaseAll() {
    this.held.clear();
    this.swallowed.clear();
    this.deadKey = false;
    this.send(releaseAll());
  }
}
