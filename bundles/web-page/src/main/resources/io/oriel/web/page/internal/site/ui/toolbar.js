// What can be done with the stream. It hides while nobody looks for it.

import { dialog, toast } from './dialogs.js';
import { el, icon } from './dom.js';
import { guestsDialog } from './guests.js';
import { helpDialog } from './help.js';
import { iconButton } from './home.js';
import { touchOnly } from './input.js';
import { t } from './language.js';
import { prefer, preferences } from './preferences.js';
import { settingsDialog } from './settings.js';

const REST = 3500;
/** So near to the upper edge a mouse calls for the toolbar, in CSS pixels. */
const EDGE = 4;

/** Combinations that browsers or this device keep to themselves. */
const COMBINATIONS = Object.freeze([
  ['Ctrl+Alt+Del', 'ControlLeft', 'AltLeft', 'Delete'], ['Alt+Tab', 'AltLeft', 'Tab'],
  ['Super', 'MetaLeft'], ['Esc', 'Escape'], ['Alt+F4', 'AltLeft', 'F4'], ['F11', 'F11'],
  ['Ctrl+W', 'ControlLeft', 'KeyW'], ['Ctrl+T', 'ControlLeft', 'KeyT'],
  ['Ctrl+N', 'ControlLeft', 'KeyN'], ['Print', 'PrintScreen'],
]);

export class Toolbar {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    /** @type {Record<string, HTMLElement>} */
    this.buttons = {};
    const mouse = !touchOnly();
    const touch = navigator.maxTouchPoints > 0;
    const button = (name, act, symbol = name) => {
      this.buttons[name] = iconButton(symbol, t(`tool.${name}`), act);
      return this.buttons[name];
    };
    const input = !view.viewOnly && view.may('INPUT');
    this.bar = el('div', { class: 'toolbar', role: 'toolbar', 'aria-label': t('toolbar') },
      button('leave', () => this.#leave()),
      view.fullscreen.possible && button('fullscreen', () => view.fullscreen.toggle()),
      input && touch && button('keyboard', () => view.input.toggleKeyboard()),
      input && mouse && button('mouse', () => view.input.capture()),
      input && button('keys', () => this.#keys()),
      view.audio && button('sound', () => {
        prefer({ sound: !preferences().sound });
        view.apply('sound');
      }),
      !view.viewOnly && button('microphone', () => view.lending.toggle()),
      !view.viewOnly && button('clipboard', () => this.#clipboard()),
      !view.host.me.guest && button('files', () => view.files.toggle()),
      !view.viewOnly && !view.host.me.guest && button('invite', () => guestsDialog(view)),
      button('statistics', () => view.statistics.toggle()),
      button('settings', () => settingsDialog(view.host, (name) => view.apply(name),
        () => view.input.focus())),
      button('help', () => helpDialog(() => view.input.focus())));
    this.tab = el('button', {
      class: 'tab', 'aria-label': t('toolbar.show'), title: t('toolbar.show'),
      onclick: () => this.#show(this.element.dataset.open !== 'true'),
    }, icon('more'));
    this.element = el('div', { class: 'tools', 'data-open': 'true' }, this.bar, this.tab);
    this.element.addEventListener('focusin', () => this.#show(true));
    this.element.addEventListener('pointerenter', () => this.#show(true));
    this.element.addEventListener('pointerleave', () => this.rest());
    this.bar.addEventListener('keydown', (e) => this.#walk(e));
    view.stage.addEventListener('pointermove', (e) => {
      if (e.clientY <= EDGE && e.pointerType === 'mouse' && e.buttons === 0
          && !view.input.pointer.captured) {
        this.#show(true);
      }
    }, { signal: view.stopping.signal });
  }

  /** Hides soon, if nobody uses it. */
  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.element.matches(':hover, :focus-within')) {
        this.#show(false);
      }
    }, REST);
  }

  focus() {
    this.#show(true);
    this.buttons.leave.focus();
  }

  /** Shows what is on and what is not allowed. */
  update() {
    const { view } = this;
    this.#pressed('fullscreen', view.fullscreen.on);
    this.#pressed('mouse', view.input.pointer.captured);
    this.#pressed('microphone', view.lending.on);
    this.#pressed('statistics', view.statistics.shown);
    const sound = preferences().sound;
    this.#pressed('sound', sound);
    this.buttons.sound?.replaceChildren(icon(sound ? 'sound' : 'muted'));
    this.#allowed('microphone', view.may('MICROPHONE'));
    this.#allowed('files', view.may('FILES'));
    this.#allowed('clipboard', view.may('CLIPBOARD_READ') || view.may('CLIPBOARD_WRITE'));
    for (const name of ['keyboard', 'mouse', 'keys', 'microphone', 'clipboard', 'invite']) {
      if (this.buttons[name]) {
        this.buttons[name].hidden = view.viewOnly;
      }
    }
  }

  #pressed(name, on) {
    this.buttons[name]?.setAttribute('aria-pressed', String(on));
  }

  /** A button that is not allowed says why, and whom to ask. */
  #allowed(name, allowed) {
    const button = this.buttons[name];
    if (button) {
      button.setAttribute('aria-disabled', String(!allowed));
      button.title = allowed ? t(`tool.${name}`) : `${t(`tool.${name}`)}: ${t('right.missing')}`;
    }
  }

  #show(open) {
    clearTimeout(this.timer);
    if (open && this.element.dataset.open !== 'true') {
      this.view.askRights();
    }
    this.element.dataset.open = String(open);
    this.bar.inert = !open;
    if (open) {
      this.rest();
    }
  }

  #walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') {
      this.#show(false);
      this.view.input.focus();
    } else if (step) {
      const all = [...this.bar.querySelectorAll('button:not([hidden])')];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
      event.preventDefault();
    }
  }

  #leave() {
    if (this.view.viewOnly) {
      this.view.leave(false);
      return;
    }
    const box = dialog(t('leave.title'), [
      el('p', {}, t('leave.text', { app: this.view.title() })),
      el('div', { class: 'row' },
        el('button', { class: 'primary', autofocus: true, onclick: () => { box.close(); this.view.leave(false); } },
          t('leave.disconnect')),
        el('button', { class: 'danger', onclick: () => { box.close(); this.view.leave(true); } },
          t('leave.quit'))),
    ], () => this.view.input.focus());
  }

  #keys() {
    const box = dialog(t('tool.keys'), [
      el('p', { class: 'hint' }, t('keys.lead')),
      el('div', { class: 'choices' }, ...COMBINATIONS.map(([label, ...codes]) =>
        el('button', { onclick: () => { box.close(); this.view.input.keyboard.press(...codes); } },
          label))),
    ], () => this.view.input.focus());
  }

  #clipboard() {
    if (!this.view.may('CLIPBOARD_READ') && !this.view.may('CLIPBOARD_WRITE')) {
      toast(t('right.missing'));
      return;
    }
    const wanted = preferences();
    const consent = (name, right) => el('label', { class: 'setting' }, t(`set.${name}`),
      el('input', {
        type: 'checkbox', checked: wanted[name], disabled: !this.view.may(right),
        onchange: async (e) => {
          prefer({ [name]: e.target.checked });
          if (name === 'clipboardOut' && e.target.checked) {
            // The browser asks once; without it there is still Ctrl+V.
            await navigator.clipboard?.readText?.().catch(() => {});
          }
        },
      }));
    dialog(t('tool.clipboard'), [
      el('p', { class: 'hint' }, t('clipboard.lead')),
      consent('clipboardIn', 'CLIPBOARD_READ'), consent('clipboardOut', 'CLIPBOARD_WRITE'),
    ], () => {
      this.view.clipboard.started();
      this.view.input.focus();
    });
  }
}
