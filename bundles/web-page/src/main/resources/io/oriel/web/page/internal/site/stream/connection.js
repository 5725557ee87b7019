// A page's connection to its host: picture on the canvas, sound, and everything in between.
// The worker does the work; what browsers allow on the main thread only is done here.

import { Peer } from './peer.js';
import { PeerView } from './peer-view.js';
import { decodableCodecs, receivableCodecs, shortcomings, support } from './support.js';
import { Speaker } from './speaker.js';
import { InputTimes } from './input-times.js';

/**
 * Events, each a CustomEvent whose `detail` is the protocol's message of that name: `welcome`,
 * `refused`, `started`, `format`, `mode`, `rate`, `rumble`, `triggerRumble`, `clipboard`, `remark`,
 * `rights`, `ended` (nothing follows); and `state` (`{state: 'connecting' | 'live' | 'reconnecting' | 'closed', transport,
 * attempt, waitMillis?, reason?, text?}`), `stats` (figures.js, every 500 ms), `sound`
 * (`{blocked}`: the browser wants a gesture first).
 */
export class Connection extends EventTarget {
  /**
   * @param {object} options
   * @param {HTMLCanvasElement} options.canvas nothing was drawn on it; it belongs to this connection
   * @param {AudioContext | null} [options.audioContext] 48 kHz at best; null: no sound
   * @param {object[] | (() => Promise<object[]>)} options.offer the host's `transports`
   * @param {() => Promise<string>} options.ticket one per connection
   * @param {import('../input/queue.js').InputQueue} options.input
   * @param {'webtransport' | 'webrtc' | null} [options.force]
   */
  constructor({ canvas, audioContext = null, offer, ticket, input, force = null }) {
    super();
    this.canvas = canvas;
    this.offers = typeof offer === 'function' ? offer : async () => offer;
    this.ticket = ticket;
    this.input = input;
    this.force = force;
    this.able = support();
    this.state = 'connecting';
    this.transport = null;
    this.picture = null;
    this.stats = null;
    this.sound = true;
    this.volume = 1;
    this.inputTimes = new InputTimes();
    this.speaker = audioContext ? new Speaker(audioContext, this.able.shared) : null;
    this.view = new PeerView({
      canvas,
      onCanvas: this.able.canvas,
      post: (message, transfer) => this.#post(message, transfer),
      soundBlocked: (blocked) => this.#emit('sound', { blocked }),
    });
    /** @type {Peer | null} */
    this.peer = null;
    /** @type {Map<number, (samples: object) => void>} */
    this.questions = new Map();
    this.asked = 0;
    this.worker = null;
    /** Whether the worker was told what to do, and whether all is over. */
    this.begun = false;
    this.finished = false;
    this.over = new Promise((resolve) => {
      this.ended = resolve;
    });
    input.flush = (bytes) => this.#input(bytes);
  }

  /** @param {object} wish fields of the protocol's `start`; `codec`: the one liked best, if any */
  async start(wish) {
    await this.#begin({ ...wish, type: 'start' });
  }

  /** @param {string} session */
  async watch(session) {
    await this.#begin({ type: 'watch', session });
  }

  /**
   * Streams with another codec from now on, if host and browser have it; not for who watches.
   *
   * @param {string | null} codec null: whichever is best
   */
  prefer(codec) {
    if (this.begun) {
      this.#post({ type: 'codec', liked: codec });
    }
  }

  /** @param {object} message to the host; `mode` and `rate` outlive the connection */
  send(message) {
    this.#post({ type: 'control', message });
  }

  /** @param {Uint8Array} bytes a small message; may be lost */
  small(bytes) {
    this.#post({ type: 'small', bytes });
  }

  /** @param {boolean} on */
  setAudio(on) {
    this.sound = on;
    this.#post({ type: 'audio', on });
    this.setVolume(this.volume);
  }

  /** @param {number} volume 0 … 1 */
  setVolume(volume) {
    this.volume = volume;
    this.speaker?.level(this.sound ? volume : 0);
    this.view.level(volume, !this.sound);
  }

  /** In a user's gesture, after the event `sound` said that it is blocked. */
  async resumeSound() {
    this.view.resume();
    await this.speaker?.context.resume();
    this.#emit('sound', { blocked: false });
  }

  /** Tries again now instead of waiting. */
  hurry() {
    this.#post({ type: 'hurry' });
  }

  /** @param {boolean} quit whether the application shall end too */
  async close(quit = false) {
    if (!this.begun) {
      this.#finish({ reason: 'CLIENT_QUIT', text: '' });
    } else if (!this.finished) {
      this.#post({ type: 'close', quit });
      await this.over;
    }
  }

  /**
   * Single measurements of the last frames in milliseconds, by stage, and when they were drawn
   * (`drawnAt`, since 1970): for tests and benchmarks.
   */
  samples() {
    const id = ++this.asked;
    const answer = new Promise((resolve) => this.questions.set(id, resolve));
    this.#post({ type: 'samples', id });
    return answer.then((samples) => ({ ...samples, input: this.inputTimes.all() }));
  }

  async #begin({ codec = null, ...wish }) {
    if (this.worker) {
      throw new Error('a connection begins once');
    }
    if (this.finished) {
      return; // the user was quicker
    }
    const able = [
      ...(this.able.webTransport ? ['webtransport'] : []),
      ...(this.able.webRtc ? ['webrtc'] : []),
    ];
    this.worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    this.worker.onmessage = ({ data }) => this.#told(data);
    this.worker.onerror = (event) => this.#broken(event.message);
    for (const detail of shortcomings(this.able)) {
      this.#emit('remark', detail);
    }
    const [webtransport, webrtc] = await Promise.all([
      this.able.webTransport ? decodableCodecs() : [], receivableCodecs(),
    ]);
    const codecs = { webtransport, webrtc };
    await this.speaker?.open().catch((error) => {
      this.#emit('remark', { code: 'sound', text: `No sound: ${error.message}` });
      this.speaker = null;
    });
    if (this.finished) {
      this.speaker?.close();
      return;
    }
    this.begun = true;
    const drawn = this.able.webTransport || this.able.canvas;
    const canvas = drawn ? this.canvas.transferControlToOffscreen() : null;
    const { sink, transfer } = this.speaker?.sink() ?? { sink: {}, transfer: [] };
    this.onShow = () => this.#post({ type: 'show', on: !document.hidden });
    document.addEventListener('visibilitychange', this.onShow);
    this.onOnline = () => this.hurry();
    addEventListener('online', this.onOnline);
    this.setVolume(this.volume);
    if (this.speaker && this.speaker.context.state !== 'running') {
      this.#emit('sound', { blocked: true });
    }
    this.#post({
      type: 'begin', canvas, sink, able, force: this.force, audio: this.sound,
      wish, codecs, liked: codec,
      socket: location.href.replace(/^http/, 'ws'), visible: !document.hidden,
    }, canvas ? [canvas, ...transfer] : transfer);
  }

  #told(message) {
    switch (message.type) {
      case 'ask':
        this.#answer(message);
        break;
      case 'message':
        this.#heard(message.message);
        break;
      case 'inputDone':
        this.inputTimes.done(message.next, performance.now());
        this.input.acknowledged(message.next);
        break;
      case 'roundTrip':
        this.input.roundTrip(message.millis);
        break;
      case 'state':
        this.state = message.state;
        this.transport = message.transport;
        this.#emit('state', message);
        break;
      case 'peer':
        this.#peer(message);
        break;
      case 'stats':
        this.#figures(message.stats);
        break;
      case 'samples':
        this.questions.get(message.id)?.(message.samples);
        this.questions.delete(message.id);
        break;
      case 'over':
        this.#finish(message.outcome);
        break;
      default:
        break;
    }
  }

  async #answer({ id, what }) {
    try {
      const value = await (what === 'ticket' ? this.ticket() : this.offers());
      this.#post({ type: 'answer', id, value });
    } catch (error) {
      this.#post({ type: 'answer', id, error: error.message, reason: error.reason });
    }
  }

  #heard(message) {
    const { type } = message;
    if (type === 'started' || type === 'format') {
      this.picture = { width: message.width, height: message.height };
    }
    if (type === 'started') {
      this.input.reset();
      this.inputTimes.reset();
    }
    this.#emit(type, message);
  }

  #input(bytes) {
    this.inputTimes.sent(bytes, performance.now());
    this.small(bytes);
  }

  #peer({ whep, started }) {
    this.peer?.close();
    this.peer = null;
    this.view.clear();
    if (!whep) {
      return;
    }
    this.peer = new Peer({
      picture: (track) => this.view.showPicture(track),
      sound: (track) => this.view.playSound(track),
      failed: (text) => this.#post({ type: 'peerFailed', text }),
    });
    this.peer.open(whep, started);
  }

  async #figures(stats) {
    const input = this.inputTimes.summary();
    const full = { ...stats, input };
    if (this.speaker) {
      this.speaker.clockOffset = stats.clockOffsetMicros;
      full.audio = this.speaker.stats(stats.pictureMillis);
    }
    await this.peer?.addTo(full);
    this.stats = full;
    this.#emit('stats', full);
  }

  #broken(text) {
    this.#emit('remark', { code: 'worker', text });
    this.#finish({ reason: 'FAILED', text });
    this.#emit('state', { state: 'closed', transport: null });
  }

  #finish(outcome) {
    if (this.finished) {
      return;
    }
    this.finished = true;
    document.removeEventListener('visibilitychange', this.onShow);
    removeEventListener('online', this.onOnline);
    this.peer?.close();
    this.view.clear();
    this.speaker?.close();
    this.input.reset();
    this.worker?.terminate();
    this.state = 'closed';
    this.ended(outcome);
  }

  #post(message, transfer = []) {
    this.worker?.postMessage(message, transfer);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
