// What can be chosen for the picture, the sound and the input; kept in this browser.

import { dialog } from './dialogs.js';
import { el } from './dom.js';
import { LANGUAGES, speak, t } from './language.js';
import { RATES, SIZES } from './mode.js';
import { prefer, preferences } from './preferences.js';

const MEGABITS = [2, 5, 10, 20, 40, 80, 150];

/**
 * @param {any} host as GET /api/host says; its rights decide what can be chosen
 * @param {(changed: string) => void} changed a preference has another value now
 * @param {() => void} [closed]
 */
export function settingsDialog(host, changed, closed) {
  const now = preferences();
  const may = (right) => host.me?.rights.includes(right) ?? false;
  const set = async (name, value) => {
    prefer({ [name]: value });
    if (name === 'language') {
      await speak(value);
    }
    changed(name);
  };
  const choice = (name, options, convert = String) => {
    const list = el('select', { id: `set-${name}`, onchange: () => set(name, convert(list.value)) },
      ...options.map(([value, label]) =>
        el('option', { value: String(value), selected: String(now[name]) === String(value) }, label)));
    return row(name, list);
  };
  const toggle = (name, enabled = true) => {
    const box = el('input', {
      type: 'checkbox', id: `set-${name}`, disabled: !enabled, checked: now[name] && enabled,
      onchange: () => set(name, box.checked),
    });
    return row(name, box, enabled ? '' : t('right.missing'));
  };
  const slider = (name, min, max, step) => {
    const bar = el('input', {
      type: 'range', id: `set-${name}`, min, max, step, value: String(now[name]),
      onchange: () => set(name, Number(bar.value)),
    });
    return row(name, bar);
  };
  const auto = (value) => [value, t('auto')];

  return dialog(t('settings'), [
    group('picture',
      choice('size', [['window', t('size.window')], ['screen', t('size.screen')],
        ...SIZES.map((s) => [s, s.replace('x', ' × ')])]),
      choice('scale', [auto(0), [1, '100 %'], [1.25, '125 %'], [1.5, '150 %'], [2, '200 %']], Number),
      choice('refreshHz', [auto(0), ...RATES.map((r) => [r, `${r} Hz`])], Number),
      choice('codec', [auto('auto'), ['h264', 'H.264'], ['hevc', 'HEVC'], ['av1', 'AV1']]),
      choice('bitsPerSecond', [auto(0), ...MEGABITS.map((m) => [m * 1e6, `${m} Mbit/s`])], Number),
      toggle('statistics')),
    group('sound', toggle('sound', may('AUDIO')), slider('volume', 0, 100, 5)),
    group('input',
      choice('pointer', [['desktop', t('pointer.desktop')], ['game', t('pointer.game')]]),
      slider('pointerSpeed', 0.25, 4, 0.25), toggle('localPointer')),
    group('clipboard',
      toggle('clipboardIn', may('CLIPBOARD_READ')), toggle('clipboardOut', may('CLIPBOARD_WRITE'))),
    group('language', choice('language',
      [['auto', t('language.auto')], ...Object.entries(LANGUAGES)])),
  ], closed);
}

function group(name, ...rows) {
  return el('fieldset', {}, el('legend', {}, t(`settings.${name}`)), ...rows);
}

function row(name, control, why = '') {
  return el('div', { class: 'setting' },
    el('label', { for: `set-${name}` }, t(`set.${name}`),
      why && el('small', { class: 'hint' }, why)), control);
}
