// Which keys do what, and which ones the browser keeps.

import { dialog } from './dialogs.js';
import { el } from './dom.js';
import { t } from './language.js';

/** @param {() => void} closed */
export function helpDialog(closed) {
  const own = ['S', 'F', 'M', 'T', 'Q'].map((letter) => el('tr', {},
    el('th', { scope: 'row' }, ...['Ctrl', 'Alt', 'Shift', letter].map((k) => el('kbd', {}, k))),
    el('td', {}, t(`help.${letter}`))));
  const locks = 'keyboard' in navigator;
  dialog(t('tool.help'), [
    el('table', { class: 'keys' }, el('tbody', {}, ...own)),
    el('h3', {}, t('help.kept')),
    el('p', {}, t(locks ? 'help.kept.lock' : 'help.kept.nolock')),
    el('h3', {}, t('help.escape')),
    el('p', {}, t(locks ? 'help.escape.hold' : 'help.escape.press')),
    el('h3', {}, t('help.touch')),
    el('p', {}, t('help.touch.text')),
    el('h3', {}, t('help.files')),
    el('p', {}, t('help.files.text')),
  ], closed);
}
