// Dialogs, and words that pass by.

import { el, icon } from './dom.js';
import { t } from './language.js';

const STAY = 6000;

/**
 * Opens a dialog over everything; Escape and the cross close it.
 *
 * @param {string} title
 * @param {(Node | string)[]} content
 * @param {() => void} [closed]
 * @returns {HTMLDialogElement}
 */
export function dialog(title, content, closed = () => {}) {
  const box = el('dialog', { 'aria-label': title },
    el('header', {}, el('h2', {}, title),
      el('button', {
        class: 'icon-button', 'aria-label': t('close'), title: t('close'),
        onclick: () => box.close(),
      }, icon('close'))),
    el('div', { class: 'content', tabindex: 0 }, ...content));
  box.addEventListener('close', () => {
    box.remove();
    closed();
  });
  // Keys of the dialog are not for the desktop below it.
  for (const name of ['keydown', 'keyup']) {
    box.addEventListener(name, (e) => e.stopPropagation());
  }
  box.addEventListener('click', (e) => {
    if (e.target === box) {
      box.close();
    }
  });
  document.body.append(box);
  box.showModal();
  return box;
}

/**
 * Says something that passes by.
 *
 * @param {string} text
 * @param {{ label: string, act: () => void }} [way] what to do about it: it stays longer then
 */
export function toast(text, way) {
  const place = document.querySelector('#toasts');
  const line = el('div', { class: 'toast' }, el('span', {}, text),
    way && el('button', { onclick: () => { line.remove(); way.act(); } }, way.label));
  while (place.childElementCount >= 4) {
    place.firstElementChild.remove();
  }
  place.append(line);
  setTimeout(() => line.remove(), way ? 3 * STAY : STAY);
}

