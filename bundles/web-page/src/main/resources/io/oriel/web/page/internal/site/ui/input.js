// The devices of this page's user, as long as the desktop has them.

import { Gamepads } from '../input/gamepads.js';
import { Keyboard } from '../input/keyboard.js';
import { Pointer } from '../input/pointer.js';
import { TextField } from '../input/textfield.js';
import { toast } from './dialogs.js';
import { el } from './dom.js';
import { Keybar } from './keybar.js';
import { t } from './language.js';
import { preferences } from './preferences.js';

export class Input {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    this.field = el('textarea', {
      class: 'typing', autocapitalize: 'off', autocomplete: 'off', autocorrect: 'off',
      spellcheck: 'false', 'aria-label': t('stream.typing'), rows: 1,
    });
    const send = (...events) => this.#send(events);
    this.keyboard = new Keyboard(send, {
      mac: /Mac|iPhone|iPad/.test(navigator.platform),
      shortcut: (name) => this.shortcut(name),
      pasting: () => view.clipboard.takesPaste,
    });
    this.text = new TextField(this.field, this.keyboard, send);
    this.pointer = new Pointer(view.surface, {
      send,
      picture: () => view.picture,
      keyboard: this.keyboard,
      touched: () => this.#touched(),
    });
    this.keybar = new Keybar(this);
    this.gamepads = null;
    this.game = false;
    this.live = false;
    const { signal } = view.stopping;
    this.field.addEventListener('focus', () => view.stage.classList.add('focused'));
    this.field.addEventListener('blur', () => {
      view.stage.classList.remove('focused');
      this.release();
    });
    addEventListener('blur', () => this.release(), { signal });
    document.addEventListener('visibilitychange', () => this.release(), { signal });
    document.addEventListener('pointerlockchange', () => {
      view.toolbar.update();
      if (this.pointer.captured) {
        toast(t('pointer.captured'));
      }
    }, { signal });
    const viewport = window.visualViewport;
    viewport?.addEventListener('resize', () => this.#fit(viewport), { signal });
    viewport?.addEventListener('scroll', () => this.#fit(viewport), { signal });
  }

  /** @param {ReturnType<typeof preferences>} wanted */
  apply(wanted) {
    this.game = wanted.pointer === 'game';
    this.pointer.speed = wanted.pointerSpeed;
    if (!this.game && this.pointer.captured) {
      document.exitPointerLock();
    }
  }

  /** A session has begun, or begun anew: it knows of nothing that is pressed. */
  started() {
    this.live = !this.view.viewOnly;
    this.keyboard.held.clear();
    this.pointer.clear();
    if (this.live && this.view.may('GAMEPAD')) {
      this.gamepads ??= new Gamepads((...events) => this.#send(events), (name, here) =>
        toast(t(here ? 'pad.here' : 'pad.gone', { name: name.replace(/\s*\(.*$/, '') })));
      this.gamepads.announce();
    }
    this.focus();
  }

  /** The connection is away: nobody would learn of what goes up. */
  lost() {
    this.live = false;
    this.keyboard.held.clear();
    this.pointer.clear();
    this.gamepads?.still();
    this.keybar.release();
  }

  focus() {
    if (!document.querySelector('dialog[open]')) {
      this.text.focus();
    }
  }

  /** Opens the device's own keyboard, with a row of keys that it lacks. */
  toggleKeyboard() {
    this.keybar.shown = !this.keybar.shown;
    this.text.focus(this.keybar.shown);
  }

  async capture() {
    if (this.pointer.captured) {
      document.exitPointerLock();
      return;
    }
    try {
      await this.pointer.capture();
    } catch (e) {
      toast(t('pointer.refused', { why: e.message }));
    }
  }

  /** @param {string} name of keyboard.js, SHORTCUTS */
  shortcut(name) {
    const { view } = this;
    switch (name) {
      case 'statistics':
        view.statistics.toggle();
        break;
      case 'fullscreen':
        view.fullscreen.toggle();
        break;
      case 'capture':
        this.capture();
        break;
      case 'toolbar':
        view.toolbar.focus();
        break;
      default:
        view.leave(false);
    }
  }

  release() {
    if (this.live && (this.keyboard.held.size > 0 || this.pointer.buttons !== 0
        || this.pointer.penNear || this.pointer.fingers.down.size > 0)) {
      this.keyboard.releaseAll();
    }
    this.keybar.release();
    this.pointer.clear();
  }

  stop() {
    this.release();
    this.gamepads?.stop();
    this.live = false;
    if (this.pointer.captured) {
      document.exitPointerLock();
    }
  }

  #send(events) {
    if (this.live) {
      this.view.queue.push(...events);
    }
  }

  #touched() {
    if (document.activeElement !== this.field) {
      this.text.focus(this.keybar.shown);
    }
    if (this.view.audio?.state === 'suspended') {
      this.view.connection.resumeSound();
    }
    if (this.game && this.live && !this.pointer.captured
        && !touchOnly()) {
      this.capture();
    }
  }

  /** The picture stays above a phone's keyboard. */
  #fit(viewport) {
    const { style } = this.view.surface;
    const hidden = innerHeight - viewport.height - viewport.offsetTop;
    style.bottom = viewport.scale === 1 && hidden > 40
      ? `${hidden + this.keybar.element.offsetHeight}px` : '';
    this.keybar.element.style.bottom = hidden > 40 ? `${hidden}px` : '';
  }
}

/** @returns {boolean} whether this device has fingers and no mouse */
export function touchOnly() {
  return matchMedia('(any-pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}
