// The microphone, while the user lends it.

import { Microphone } from '../stream/microphone.js';
import { toast } from './dialogs.js';
import { t } from './language.js';
import { preferences } from './preferences.js';

/** So often is looked whether it is still allowed, in milliseconds. */
const LOOK = 5000;

export class Lending {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    this.microphone = new Microphone(view.connection);
    this.microphone.addEventListener('state', (e) => {
      const { text } = /** @type {any} */ (e).detail;
      if (text) {
        toast(text);
      }
      view.toolbar.update();
    });
  }

  get on() {
    return this.microphone.on;
  }

  async toggle() {
    if (this.on) {
      this.stop();
      return;
    }
    if (!this.view.may('MICROPHONE')) {
      toast(t('right.missing'));
      return;
    }
    try {
      await this.microphone.start(preferences().microphone || undefined);
      if (this.on) {
        toast(t('microphone.on'));
        this.looking = setInterval(() => this.view.askRights(), LOOK);
      }
    } catch (e) {
      toast(e.name === 'NotAllowedError' ? t('microphone.denied')
        : e.name === 'NotFoundError' ? t('microphone.none') : e.message);
    }
    this.view.toolbar.update();
  }

  /** Nobody is recorded whom nobody hears. */
  look() {
    if (this.on && !this.view.may('MICROPHONE')) {
      this.stop();
    }
  }

  stop() {
    clearInterval(this.looking);
    if (this.on) {
      this.microphone.stop();
    }
  }
}
