// Inviting somebody to watch.

import * as api from './api.js';
import { dialog } from './dialogs.js';
import { el } from './dom.js';
import { clock, t } from './language.js';
import { sentence } from './problem.js';

const MINUTES = [15, 60, 240, 1440];

/** @param {import('./stream-view.js').StreamView} view */
export function guestsDialog(view) {
  const minutes = el('select', { id: 'minutes' }, ...MINUTES.map((m) =>
    el('option', { value: String(m), selected: m === 60 }, t(`minutes.${m}`))));
  const link = el('input', { readonly: true, 'aria-label': t('invite.link'), onfocus: () => link.select() });
  const status = el('p', { class: 'status', role: 'status' });
  const copy = el('button', { onclick: () => copied() }, t('copy'));
  const result = el('div', { class: 'row', hidden: true }, link, copy);
  const make = el('button', { class: 'primary', onclick: () => invite() }, t('invite.make'));

  async function invite() {
    make.disabled = true;
    try {
      const made = await api.guests(view.session, Number(minutes.value));
      link.value = made.link.startsWith('http') ? made.link
        : `${location.origin}/#guest=${encodeURIComponent(made.link)}`;
      result.hidden = false;
      status.textContent = t('invite.until', { time: clock(made.expires) });
      link.focus();
    } catch (e) {
      status.textContent = sentence(e);
    }
    make.disabled = false;
  }

  async function copied() {
    try {
      await navigator.clipboard.writeText(link.value);
      status.textContent = t('copied');
    } catch {
      link.select();
    }
  }

  dialog(t('tool.invite'), [
    el('p', {}, t('invite.lead')),
    el('div', { class: 'row' }, el('label', { for: 'minutes' }, t('invite.for')), minutes, make),
    result, status,
  ], () => view.input.focus());
}
