// Full screen with every key for the desktop, where the browser can.

import { toast } from './dialogs.js';
import { t } from './language.js';

export class Fullscreen {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    document.addEventListener('fullscreenchange', () => this.#changed(),
      { signal: view.stopping.signal });
  }

  get possible() {
    return document.fullscreenEnabled === true;
  }

  get on() {
    return document.fullscreenElement !== null;
  }

  async toggle() {
    if (this.on) {
      await document.exitFullscreen();
      return;
    }
    try {
      await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
    } catch (e) {
      toast(t('fullscreen.refused', { why: e.message }));
      return;
    }
    let locked = false;
    try {
      await /** @type {any} */ (navigator).keyboard?.lock();
      locked = 'keyboard' in navigator;
    } catch {
      // Without it the browser keeps a few keys; the help lists them.
    }
    toast(t(locked ? 'fullscreen.hold' : 'fullscreen.keys'));
  }

  leave() {
    if (this.on) {
      document.exitFullscreen().catch(() => {});
    }
  }

  #changed() {
    if (!this.on) {
      /** @type {any} */ (navigator).keyboard?.unlock?.();
    }
    this.view.toolbar.update();
    this.view.input.focus();
  }
}
