// What to start, what runs already.

import { el, icon, show } from './dom.js';
import { clock, t } from './language.js';
import { settingsDialog } from './settings.js';

/**
 * @param {any} host as GET /api/host says
 * @param {{ start(app: any): void, watch(session: any): void, logout(): void, again(): void }} act
 */
export function homeScreen(host, act) {
  const may = (right) => host.me.rights.includes(right);
  const search = el('input', {
    type: 'search', placeholder: t('home.search'), 'aria-label': t('home.search'),
    oninput: () => filter(search.value),
  });
  const tiles = host.apps.map((app) => tile(app, () => act.start(app)));
  const none = el('p', { class: 'hint', hidden: true }, t('home.none'));
  const filter = (text) => {
    const wanted = text.trim().toLocaleLowerCase();
    let shown = 0;
    host.apps.forEach((app, i) => {
      const fits = app.title.toLocaleLowerCase().includes(wanted);
      tiles[i].hidden = !fits;
      shown += fits ? 1 : 0;
    });
    none.hidden = shown > 0;
  };
  show(
    el('header', { class: 'top' },
      el('div', { class: 'brand' }, icon('oriel'), el('h1', {}, host.name)),
      el('div', { class: 'row' },
        el('span', { class: 'hint who' }, host.me.name),
        iconButton('settings', t('settings'), () => settingsDialog(host, () => act.again())),
        host.me.guest ? null : iconButton('leave', t('home.logout'), () => act.logout()))),
    host.transports.length === 0
      ? el('p', { class: 'notice', role: 'alert' }, t('home.transports')) : null,
    host.sessions.length === 0 ? null : el('section', { 'aria-labelledby': 'running' },
      el('h2', { id: 'running' }, t('home.running')),
      el('ul', { class: 'sessions' }, ...host.sessions.map((s) => running(host, s, act)))),
    may('LAUNCH') || host.apps.length > 0
      ? el('section', { 'aria-labelledby': 'applications' },
        el('div', { class: 'row spread' }, el('h2', { id: 'applications' }, t('home.applications')),
          host.apps.length > 12 ? search : null),
        host.apps.length === 0 ? el('p', { class: 'hint' }, t('home.empty')) : null,
        el('div', { class: 'tiles' }, ...tiles), none)
      : el('p', { class: 'notice' }, t('home.guest')));
}

function running(host, session, act) {
  const title = host.apps.find((a) => a.id === session.app)?.title ?? session.app;
  const facts = [session.mine ? t('home.mine') : session.client ?? '',
    `${session.width} × ${session.height}`,
    session.since ? t('home.since', { time: clock(session.since) }) : '',
    session.watchers > 0 ? t('home.watchers', { count: session.watchers }) : ''];
  return el('li', { class: 'card' },
    el('span', { class: 'face', 'aria-hidden': 'true', 'data-tint': tint(title) }, initials(title)),
    el('div', { class: 'grow' }, el('strong', {}, title),
      el('div', { class: 'hint' }, facts.filter(Boolean).join(' · '))),
    session.mine && el('button', {
      class: 'primary',
      onclick: () => act.start(host.apps.find((a) => a.id === session.app) ?? { id: session.app }),
    }, t('home.continue')),
    el('button', { onclick: () => act.watch(session) }, icon('watch'), t('home.watch')));
}

function tile(app, start) {
  return el('button', { class: 'tile', onclick: start },
    el('span', { class: 'face', 'aria-hidden': 'true', 'data-tint': tint(app.title) },
      app.card ? el('img', { src: app.card, alt: '', loading: 'lazy' }) : initials(app.title)),
    el('span', { class: 'title' }, app.title));
}

/** @param {string} title @returns {string} one or two letters */
export function initials(title) {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? ['·'];
  return words.slice(0, 2).map((w) => [...w][0].toLocaleUpperCase()).join('');
}

/** The same title has the same colour, one of six. */
function tint(title) {
  return [...title].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) >>> 0, 7) % 6;
}

/** @param {string} name of an icon @param {string} label @param {() => void} act */
export function iconButton(name, label, act) {
  return el('button', { class: 'icon-button', 'aria-label': label, title: label, onclick: act },
    icon(/** @type {any} */ (name)));
}
