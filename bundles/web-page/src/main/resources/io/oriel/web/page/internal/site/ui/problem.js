// What went wrong, and what helps.

import { Refusal, Unreachable } from './api.js';
import { el, icon, show } from './dom.js';
import { has, t } from './language.js';

/** @param {any} error @returns {string} a sentence for people */
export function sentence(error) {
  if (error instanceof Unreachable) {
    return t('problem.unreachable');
  }
  if (error instanceof Refusal) {
    const known = `refusal.${error.code}`;
    return has(known) ? t(known) : error.message || t('problem.refused', { status: error.status });
  }
  return error?.message || String(error);
}

/** @param {{ reason: string, text?: string }} ended @returns {{ title: string, text: string }} */
export function ending({ reason, text }) {
  const key = `end.${reason}`;
  return { title: has(key) ? t(key) : t('end.FAILED'), text: text || '' };
}

/**
 * @param {string} title
 * @param {string | Node} text
 * @param {...{ label: string, act: () => void }} ways on
 */
export function problemScreen(title, text, ...ways) {
  show(el('section', { class: 'card narrow', role: 'alert' },
    el('header', { class: 'brand' }, icon('oriel'), el('h1', {}, title)),
    typeof text === 'string' ? el('p', { class: 'lines' }, text) : text,
    el('div', { class: 'row' }, ...ways.map(({ label, act }, i) =>
      el('button', { class: i === 0 ? 'primary' : '', autofocus: i === 0, onclick: act }, label)))));
}

/** The page needs what browsers give to trusted addresses only. */
export function insecureScreen() {
  const port = Number(location.port || 80);
  problemScreen(t('problem.insecure'), el('div', {},
    el('p', {}, t('problem.insecure.why')),
    el('ul', {},
      el('li', {}, t('problem.insecure.https', { address: `https://${location.hostname}:${port - 1}/` })),
      el('li', {}, t('problem.insecure.local', { address: `http://localhost:${port}/` })),
      el('li', {}, t('problem.insecure.certificate')))));
}
