// Who is there: a known browser is let in without a word; others pair, or use the console's login.

import * as api from './api.js';
import { el, icon, show } from './dom.js';
import { device } from './identity.js';
import { t } from './language.js';
import { prefer, preferences } from './preferences.js';
import { sentence } from './problem.js';

const POLL = 1500;

/** @returns {Promise<boolean>} whether this browser's key opened the door */
export async function enterByKey() {
  const proof = await prove();
  try {
    await api.login(proof);
    return true;
  } catch (e) {
    if (e instanceof api.Refusal && e.code === 'unknown') {
      return false;
    }
    throw e;
  }
}

async function prove() {
  const own = await device();
  const challenge = await api.challenge();
  const signature = await own.sign(`oriel-login:${location.hostname}:${challenge}`);
  return { key: own.key, challenge, signature };
}

/**
 * @param {{ name: string }} host
 * @param {() => void} entered
 */
export function loginScreen(host, entered) {
  const name = el('input', {
    id: 'device-name', autocomplete: 'off', maxlength: 64, required: true,
    value: preferences().name || thisBrowser(),
  });
  const status = el('p', { class: 'status', role: 'status' });
  const ask = el('button', { class: 'primary', type: 'submit', autofocus: true },
    t('login.pair'));
  const form = el('form', { onsubmit: (e) => { e.preventDefault(); pair(); } },
    el('label', { for: 'device-name' }, t('login.device')), name,
    el('p', { class: 'hint' }, t('login.device.hint')), ask, status);

  async function pair() {
    ask.disabled = true;
    status.textContent = '';
    prefer({ name: name.value.trim() });
    try {
      const { code } = await api.pair({ ...await prove(), name: name.value.trim() });
      waiting(host, code, entered);
    } catch (e) {
      if (e instanceof api.Refusal && e.code === 'paired') {
        entered();
        return;
      }
      ask.disabled = false;
      status.textContent = sentence(e);
    }
  }

  show(el('section', { class: 'card narrow' }, heading(host),
    el('p', {}, t('login.lead')), form, consoleLogin(name, entered)));
}

function heading(host) {
  return el('header', { class: 'brand' }, icon('oriel'), el('h1', {}, host.name || 'Oriel'));
}

function consoleLogin(name, entered) {
  const user = el('input', { id: 'user', autocomplete: 'username', required: true });
  const password = el('input', {
    id: 'password', type: 'password', autocomplete: 'current-password', required: true,
  });
  const status = el('p', { class: 'status', role: 'alert' });
  const submit = async (event) => {
    event.preventDefault();
    status.textContent = '';
    try {
      const own = await device();
      await api.consoleLogin({
        user: user.value, password: password.value, key: own.key, name: name.value.trim(),
      });
      entered();
    } catch (e) {
      status.textContent = sentence(e);
      password.select();
    }
  };
  return el('details', {}, el('summary', {}, t('login.console')),
    el('form', { onsubmit: submit },
      el('p', { class: 'hint' }, t('login.console.hint')),
      el('label', { for: 'user' }, t('login.user')), user,
      el('label', { for: 'password' }, t('login.password')), password,
      el('button', { type: 'submit' }, t('login.enter')), status));
}

/** The code is shown until the owner has typed it at the host, or time is up. */
async function waiting(host, code, entered) {
  let left = false;
  const digits = el('output', { class: 'code', 'aria-label': t('login.code') },
    ...[...String(code)].map((d) => el('span', {}, d)));
  const back = el('button', { onclick: () => { left = true; loginScreen(host, entered); } },
    t('cancel'));
  const status = el('p', { class: 'status busy', role: 'status' }, t('login.waiting'));
  show(el('section', { class: 'card narrow center' }, heading(host),
    el('p', {}, t('login.type', { host: host.name || t('login.host') })), digits, status,
    el('p', { class: 'hint' }, t('login.type.hint')), back));
  const { id } = await device();
  while (!left) {
    await new Promise((resolve) => { setTimeout(resolve, POLL); });
    let state = 'waiting';
    try {
      state = await api.pairing(id);
    } catch (e) {
      if (e instanceof api.Refusal) {
        state = 'expired';
      }
    }
    if (left) {
      return;
    }
    if (state === 'paired' && await enterByKey()) {
      entered();
      return;
    }
    if (state === 'denied' || state === 'wrong' || state === 'expired') {
      status.classList.remove('busy');
      status.textContent = t(`login.${state}`);
      digits.classList.add('old');
      back.textContent = t('again');
      return;
    }
  }
}

/** @returns {string} such as "Chrome on Linux" */
export function thisBrowser(agent = navigator.userAgent) {
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox'
    : /Chrom(e|ium)\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : 'Browser';
  const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS'
    : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS'
      : /CrOS/.test(agent) ? 'ChromeOS' : /Linux/.test(agent) ? 'Linux' : '';
  return system ? `${browser} · ${system}` : browser;
}
