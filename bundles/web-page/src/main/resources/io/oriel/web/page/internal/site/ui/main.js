// The page begins here: who is there, what to show.

import * as api from './api.js';
import { el, show } from './dom.js';
import { homeScreen } from './home.js';
import { speak, t } from './language.js';
import { enterByKey, loginScreen } from './login.js';
import { preferences } from './preferences.js';
import { insecureScreen, problemScreen, sentence } from './problem.js';
import { StreamView } from './stream-view.js';

/** @type {StreamView | null} */
let view = null;
/** What tests and people at the browser's console may look at. */
globalThis.oriel = Object.freeze({
  get connection() { return view?.connection ?? null; },
  get state() { return view?.connection.state ?? 'closed'; },
  stats: () => view?.connection.stats ?? null,
});

const again = { label: t('again'), act: () => begin() };

async function begin() {
  view = null;
  try {
    await speak(preferences().language);
    document.title = t('title');
    again.label = t('again');
    if (!isSecureContext) {
      insecureScreen();
      return;
    }
    busy();
    const link = invitation();
    let host = await api.host();
    if (link !== null && (host.me === null || host.me.guest)) {
      await api.guest(link, t('guest.name'));
      host = await api.host();
    } else if (host.me === null && await enterByKey()) {
      host = await api.host();
    }
    document.title = t('title.host', { host: host.name });
    if (host.me === null) {
      loginScreen(host, begin);
    } else if (host.me.guest && host.sessions.length === 1) {
      watch(host, host.sessions[0]);
    } else {
      home(host);
    }
  } catch (e) {
    problemScreen(t('problem'), sentence(e), again);
  }
}

/** @returns {string | null} what follows `#guest=`; it is taken out of the address at once */
function invitation() {
  const found = /^#guest=(.+)$/.exec(location.hash);
  if (found === null) {
    return null;
  }
  history.replaceState(null, '', location.pathname + location.search);
  return decodeURIComponent(found[1]);
}

function busy() {
  show(el('p', { class: 'status busy middle', role: 'status' }, t('connecting')));
}

function home(host) {
  homeScreen(host, {
    start: (app) => {
      view = new StreamView(host, { app }, begin);
    },
    watch: (session) => watch(host, session),
    logout: async () => {
      await api.logout().catch(() => {});
      loginScreen(host, begin);
    },
    again: begin,
  });
}

function watch(host, session) {
  view = new StreamView(host, { session }, begin);
}

begin();
