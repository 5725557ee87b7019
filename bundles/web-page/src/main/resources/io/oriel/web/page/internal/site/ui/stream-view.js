// The desktop on the screen, and everything around it.

import { Connection } from '../stream/connection.js';
import { InputQueue } from '../input/queue.js';
import * as api from './api.js';
import { Banner } from './banner.js';
import { Clipboard } from './clipboard.js';
import { toast } from './dialogs.js';
import { el, show } from './dom.js';
import { Files } from '../files/panel.js';
import { Fullscreen } from './fullscreen.js';
import { Input } from './input.js';
import { t } from './language.js';
import { Lending } from './lending.js';
import { enterByKey } from './login.js';
import { measureRefresh, modeFor } from './mode.js';
import { preferences } from './preferences.js';
import { ending, problemScreen, sentence } from './problem.js';
import { tell } from './rights.js';
import { Statistics } from './statistics.js';
import { Toolbar } from './toolbar.js';

/** A window that is being dragged has many sizes; the desktop gets the last one. */
const SETTLE = 300;

export class StreamView {
  /**
   * @param {any} host as GET /api/host says
   * @param {{ app?: any, session?: any }} what to start, or to watch
   * @param {() => void} left back to where one came from
   */
  constructor(host, what, left) {
    this.host = host;
    this.what = what;
    this.left = left;
    this.session = null;
    this.viewOnly = what.session !== undefined;
    this.over = false;
    /** @type {Set<string>} */
    this.remarks = new Set();
    /** Size of the picture in its own pixels. */
    this.picture = { width: 0, height: 0 };
    this.stopping = new AbortController();
    this.canvas = el('canvas', { role: 'img', 'aria-label': t('stream.picture') });
    this.surface = el('div', { class: 'surface' }, this.canvas);
    this.stage = el('div', { class: 'stage' }, this.surface);
    this.audio = this.may('AUDIO') ? sound() : null;
    this.queue = new InputQueue();
    this.connection = new Connection({
      canvas: this.canvas,
      audioContext: this.audio,
      offer: inWords(transports),
      ticket: inWords(api.ticket),
      input: this.queue,
      force: new URLSearchParams(location.search).get('transport'),
    });
    this.fullscreen = new Fullscreen(this);
    this.input = new Input(this);
    this.files = new Files(this);
    this.clipboard = new Clipboard(this);
    this.lending = new Lending(this);
    this.statistics = new Statistics(this);
    this.banner = new Banner(this);
    this.toolbar = new Toolbar(this);
    this.stage.append(this.input.field, this.toolbar.element, this.statistics.element,
      this.banner.element, this.files.element, this.input.keybar.element);
    show(this.stage);
    document.body.classList.add('streaming');
    this.#listen();
    this.apply();
    this.#begin();
  }

  /** @param {string} right of the protocol's `rights` */
  may(right) {
    return this.host.me.rights.includes(right);
  }

  /** The owner may have given or taken rights meanwhile. */
  async askRights() {
    try {
      const { me } = await api.host();
      if (me !== null && !this.over) {
        this.#rights(me.rights);
      }
    } catch {
      // What was known goes on: the host checks every call.
    }
  }

  #rights(now) {
    tell(this.host.me.rights, now);
    this.host.me.rights = now;
    this.lending.look();
    this.toolbar.update();
  }

  /** Takes up what the preferences say now. @param {string} [changed] the one that changed */
  apply(changed) {
    const wanted = preferences();
    this.connection.setVolume(wanted.volume / 100);
    this.connection.setAudio(wanted.sound && this.audio !== null);
    this.surface.classList.toggle('pointer', wanted.localPointer);
    this.statistics.shown = wanted.statistics;
    this.input.apply(wanted);
    this.toolbar.update();
    if (['size', 'scale', 'refreshHz'].includes(changed)) {
      this.#mode();
    } else if (changed === 'bitsPerSecond') {
      this.connection.send({ type: 'rate', bitsPerSecond: wanted.bitsPerSecond || 1e9 });
    } else if (changed === 'codec' && !this.viewOnly) {
      this.connection.prefer(wanted.codec === 'auto' ? null : wanted.codec);
    }
  }

  /** @param {boolean} quit whether the application shall end too */
  leave(quit) {
    this.#end(quit);
    this.left();
  }

  async #begin() {
    const wanted = preferences();
    try {
      if (this.viewOnly) {
        await this.connection.watch(this.what.session.id);
        return;
      }
      const touch = navigator.maxTouchPoints > 0 && this.may('INPUT');
      await this.connection.start({
        app: this.what.app.id,
        ...modeFor(wanted, await this.#here()),
        codec: wanted.codec,
        channels: this.audio === null ? 0 : 2,
        bitsPerSecond: wanted.bitsPerSecond,
        gamepads: 'getGamepads' in navigator && this.may('GAMEPAD'),
        touch,
        pen: touch,
      });
    } catch (e) {
      this.#failed(t('problem'), e.message);
    }
  }

  #listen() {
    const { signal } = this.stopping;
    const on = (name, act) =>
      this.connection.addEventListener(name, (e) => act(/** @type {any} */ (e).detail), { signal });
    on('started', (m) => this.#started(m));
    on('format', (m) => this.#size(m));
    on('mode', (m) => toast(t('mode.now', { width: m.width, height: m.height })));
    on('rights', (m) => this.#rights(m.rights));
    on('remark', ({ text }) => this.#remark(text));
    on('rumble', (m) => this.input.gamepads?.rumble(m));
    on('triggerRumble', (m) => this.input.gamepads?.triggerRumble(m));
    on('clipboard', (m) => this.clipboard.copied(m));
    on('stats', (stats) => this.statistics.update(stats));
    on('state', (state) => this.#state(state));
    on('sound', ({ blocked }) => {
      if (blocked && preferences().sound) {
        toast(t('sound.blocked'),
          { label: t('sound.allow'), act: () => this.connection.resumeSound() });
      }
    });
    on('refused', ({ reason, text }) => this.#failed(ending({ reason }).title, text));
    on('ended', (m) => this.#failed(ending(m).title, m.text ?? ''));
    let settling = 0;
    const sizes = new ResizeObserver(() => {
      clearTimeout(settling);
      settling = setTimeout(() => this.#mode(), SETTLE);
    });
    sizes.observe(this.stage);
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      clearTimeout(settling);
    });
    addEventListener('pagehide', () => { this.connection.close(false); }, { signal });
    let awake = null;
    const wake = async () => {
      if (!document.hidden) {
        awake = await navigator.wakeLock?.request('screen').catch(() => null);
      }
      if (signal.aborted) {
        sleep();
      }
    };
    const sleep = () => awake?.release().catch(() => {});
    signal.addEventListener('abort', sleep);
    document.addEventListener('visibilitychange', wake, { signal });
    wake();
  }

  #started(message) {
    const { codec } = preferences();
    if (!this.viewOnly && codec !== 'auto' && codec !== message.codec) {
      this.#remark(t('codec.other', { codec: t(`codec.${message.codec}`) }));
    }
    this.session = message.session;
    this.viewOnly = message.viewOnly === true;
    this.#size(message);
    this.canvas.setAttribute('aria-label', t('stream.of', { app: this.title() }));
    document.title = t('title.app', { app: this.title(), host: this.host.name });
    this.input.started();
    this.clipboard.started();
    this.toolbar.update();
    this.asked = null;
    this.#mode();
  }

  /** What the user started, by its title. */
  title() {
    const id = this.what.app?.id ?? this.what.session.app;
    return this.host.apps.find((a) => a.id === id)?.title ?? id;
  }

  #size({ width, height }) {
    this.picture = { width, height };
    this.statistics.size(width, height);
  }

  /** Said once per session: stages repeat themselves. */
  #remark(text) {
    if (text && !this.remarks.has(text)) {
      this.remarks.add(text);
      toast(text);
    }
  }

  #state(state) {
    this.banner.state(state);
    this.stage.dataset.state = state.state;
    if (state.state === 'live') {
      this.toolbar.rest();
    } else {
      this.input.lost();
    }
    if (state.state === 'closed') {
      const { title, text } = ending({ reason: state.reason || 'CLIENT_GONE', text: state.text });
      this.#failed(title, text || t('problem.closed'));
    }
  }

  async #mode() {
    if (this.viewOnly || this.session === null) {
      return;
    }
    const mode = modeFor(preferences(), await this.#here());
    const text = JSON.stringify(mode);
    // What was asked for with the start is asked for once.
    this.asked ??= this.first;
    if (text !== this.asked) {
      this.asked = text;
      this.connection.send({ type: 'mode', ...mode });
    }
  }

  async #here() {
    const here = {
      width: this.stage.clientWidth,
      height: this.stage.clientHeight,
      ratio: devicePixelRatio,
      refreshHz: await measureRefresh(),
      screen: { width: screen.width, height: screen.height },
    };
    this.first ??= JSON.stringify(modeFor(preferences(), here));
    return here;
  }

  #failed(title, text) {
    if (this.over) {
      return;
    }
    this.#end();
    problemScreen(title, text,
      { label: t('back'), act: () => this.left() },
      { label: t('again'), act: () => this.restart() });
  }

  /** Starts or watches the same once more. */
  restart() {
    const next = new StreamView(this.host, this.what, this.left);
    this.connection = next.connection;
  }

  #end(quit = false) {
    this.over = true;
    const { audio } = this;
    this.connection.close(quit).finally(() => audio?.close().catch(() => {}));
    this.stopping.abort();
    this.input.stop();
    this.lending.stop();
    this.fullscreen.leave();
    document.body.classList.remove('streaming');
    document.title = t('title.host', { host: this.host.name });
  }
}

/** A host that was started anew has forgotten who is logged in. */
async function transports() {
  let host = await api.host();
  if (host.me === null && await enterByKey()) {
    host = await api.host();
  }
  if (host.me === null) {
    throw Object.assign(new Error(t('revoked.text')), { reason: 'REVOKED' });
  }
  return host.transports;
}

function sound() {
  try {
    return new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
  } catch {
    return null;
  }
}

/** What goes wrong is said beside the picture. @param {() => Promise<any>} act */
function inWords(act) {
  return async () => {
    try {
      return await act();
    } catch (e) {
      throw Object.assign(new Error(sentence(e)), { reason: e.reason });
    }
  };
}
