// What the user is waiting for: the first picture, or the connection to come back.

import { el } from './dom.js';
import { t } from './language.js';

export class Banner {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.text = el('span');
    this.now = el('button', { onclick: () => view.connection.hurry() }, t('reconnect.now'));
    this.back = el('button', { onclick: () => view.leave(false) }, t('leave'));
    this.element = el('div', { class: 'banner busy', role: 'status' }, this.text, this.now, this.back);
    this.state({ state: 'connecting' });
    view.stopping.signal.addEventListener('abort', () => clearInterval(this.ticking));
  }

  /** @param {any} state as the connection tells it */
  state({ state, transport, waitMillis, text }) {
    clearInterval(this.ticking);
    this.element.hidden = state === 'live' || state === 'closed';
    this.now.hidden = state !== 'reconnecting' || !waitMillis;
    if (state === 'connecting') {
      this.text.textContent = transport
        ? t('connecting.by', { transport: t(`transport.${transport}`) }) : t('connecting');
    } else if (state === 'reconnecting') {
      this.#count(text || t('reconnect.lost'), waitMillis ?? 0);
    }
  }

  #count(reason, waitMillis) {
    const until = performance.now() + waitMillis;
    const tick = () => {
      const seconds = Math.ceil((until - performance.now()) / 1000);
      this.text.textContent = seconds > 0
        ? `${reason} ${t('reconnect.in', { seconds })}` : `${reason} ${t('reconnect.trying')}`;
    };
    tick();
    this.ticking = setInterval(tick, 500);
  }
}
