// The streaming half of the page, off its main thread: transports, decoders, canvas.
//
// Told by connection.js: begin, answer, control, small, show, hurry, audio, frames, presented,
// peerFailed, samples, codec, close. Tells it: ask, state, message,
// inputDone, roundTrip, stats, peer, samples, over.

import { Caller } from './caller.js';
import { Figures } from './figures.js';
import { Live } from './live.js';
import { Painter } from './painter.js';
import { Picture } from './picture.js';
import { Sound } from './sound.js';
import { TrackPicture } from './track.js';
import { openWebSocket } from './websocket.js';
import { openWebTransport } from './webtransport.js';

/** For opening a path, in milliseconds: a page falls back within three seconds. */
const PATIENCE = { webtransport: 2_000, webrtc: 6_000 };
/** Where there is nothing to fall back to. */
const LONG_PATIENCE = 15_000;
const STATS = 500;

class Streaming {
  constructor() {
    /** @type {Map<number, {resolve(value: any): void, reject(error: Error): void}>} */
    this.questions = new Map();
    this.asked = 0;
    this.painter = null;
    this.sound = new Sound({});
    this.visible = true;
    this.wish = null;
    /** By transport, best first: what can be decoded is not what WebRTC receives. */
    this.codecs = { webtransport: [], webrtc: [] };
    /** The codec the user likes best, if any. */
    this.liked = null;
    /** Remembered wishes: a new connection begins with them. */
    this.remembered = {};
    /** @type {Caller | null} */
    this.caller = null;
  }

  begin({ canvas, sink, wish, codecs, liked, force, able, socket, visible, audio }) {
    if (canvas) {
      this.painter = new Painter(canvas, (frame, at) => this.live?.picture.drawn(frame, at));
    }
    this.sound = new Sound(sink);
    this.sound.on = audio;
    this.wish = wish;
    this.codecs = codecs;
    this.liked = liked;
    this.visible = visible;
    this.socket = socket;
    this.caller = new Caller({
      offers: () => this.#ask('offers'),
      connect: (offer, streaming) => this.#live(offer, streaming),
      state: (state) => this.#tell({ type: 'state', ...state }),
      force,
      able: new Set(able),
    });
    this.caller.run().catch((error) => {
      const outcome = { reason: 'FAILED', text: error.message };
      this.#tell({ type: 'state', state: 'closed', transport: null, ...outcome });
      return outcome;
    }).then((outcome) => {
      clearInterval(this.ticker);
      this.#tell({ type: 'over', outcome });
    });
    this.ticker = setInterval(() => this.#stats(), STATS);
  }

  answer({ id, value, error, reason }) {
    const question = this.questions.get(id);
    this.questions.delete(id);
    if (error === undefined) {
      question?.resolve(value);
    } else {
      question?.reject(Object.assign(new Error(error), { reason }));
    }
  }

  control({ message }) {
    if (message.type === 'mode' || message.type === 'rate') {
      this.remembered[message.type] = message;
    }
    if (this.live?.started) {
      this.live.control(message);
    }
  }

  small({ bytes }) {
    if (this.live?.started) {
      this.live.small(bytes);
    }
  }

  show({ on }) {
    this.visible = on;
    this.live?.picture.show(on);
    if (on) {
      this.caller?.hurry();
    }
  }

  hurry() {
    this.caller?.hurry();
  }

  audio({ on }) {
    this.sound.on = on;
    this.live?.control({ type: 'audio', on });
  }

  /** The user wants another codec: the connection begins anew with it, if it is not in use. */
  codec({ liked }) {
    this.liked = liked;
    const { live } = this;
    if (live?.started && live.path && live.started.codec !== this.#codecsOf(live.path.kind)[0]) {
      live.end('codec', '');
    }
  }

  frames({ readable }) {
    if (this.live?.picture instanceof TrackPicture) {
      this.live.picture.read(readable).catch(() => {});
    } else {
      readable.cancel().catch(() => {});
    }
  }

  presented({ said, at }) {
    if (this.live?.picture instanceof TrackPicture) {
      this.live.picture.presented(said, at);
    }
  }

  peerFailed({ text }) {
    if (this.live?.path?.kind === 'webrtc') {
      this.live.end('unreachable', text);
    }
  }

  samples({ id }) {
    const stages = this.live?.picture.stages ?? {};
    this.#tell({
      type: 'samples',
      id,
      samples: Object.fromEntries(
        Object.entries(stages).map(([stage, samples]) => [stage, samples.all()])),
    });
  }

  close({ quit }) {
    this.live?.control({ type: 'bye', quit });
    this.caller?.close('CLIENT_QUIT', '');
  }

  /** The connection there is, streaming or not. */
  get live() {
    return this.caller?.live ?? null;
  }

  #live(offer, streaming) {
    const webTransport = offer.protocol === 'webtransport';
    const live = new Live({
      ticket: () => this.#ask('ticket'),
      open: (listener, signal) => (webTransport
        ? openWebTransport(offer, listener, signal)
        : openWebSocket(new URL(offer.socket, this.socket).href, listener, signal)),
      patience: this.caller.choice.force ? LONG_PATIENCE : PATIENCE[offer.protocol],
      wish: this.#wishNow(offer.protocol),
      control: (message) => {
        this.#tell({ type: 'message', message });
        if (message.type === 'started') {
          this.figures = new Figures();
          streaming();
          if (!this.sound.on) {
            live.control({ type: 'audio', on: false });
          }
          if (!webTransport) {
            this.#tell({ type: 'peer', whep: offer.whep, started: message });
          }
        }
      },
      inputDone: (next) => this.#tell({ type: 'inputDone', next }),
      roundTrip: (millis) => this.#tell({ type: 'roundTrip', millis }),
      picture: (to) => (webTransport
        ? new Picture({
          painter: this.painter,
          clock: to.clock,
          small: (bytes) => to.small(bytes),
          control: (message) => to.control(message),
          hopeless: (text) => this.#hopeless(to, text),
        })
        : new TrackPicture({ painter: this.painter, clock: to.clock })),
      sound: this.sound,
    });
    live.picture.visible = this.visible;
    live.over.then(() => this.#tell({ type: 'peer', whep: null }));
    return live;
  }

  /** The user's wish with what was changed meanwhile. */
  #wishNow(protocol) {
    const codecs = this.#codecsOf(protocol);
    if (this.wish.type !== 'start') {
      return { ...this.wish, codecs };
    }
    const { mode = {}, rate = {} } = this.remembered;
    return { ...this.wish, codecs, ...mode, ...rate, type: 'start' };
  }

  /** The one that is liked comes first; a host without it takes another. */
  #codecsOf(protocol) {
    const codecs = this.codecs[protocol];
    const { liked } = this;
    return codecs.includes(liked) ? [liked, ...codecs.filter((c) => c !== liked)] : codecs;
  }

  /** The codec is not asked for again; the connection begins anew with the others. */
  #hopeless(live, text) {
    const bad = live.started.codec;
    const left = this.codecs.webtransport.filter((codec) => codec !== bad);
    if (left.length === 0) {
      this.#tell({ type: 'message', message: { type: 'remark', code: 'decoder', text } });
      this.caller.close('FAILED', text);
      return;
    }
    this.codecs.webtransport = left;
    live.end('codec', text);
  }

  #stats() {
    const { live } = this;
    if (!live?.started || !live.path) {
      return;
    }
    const stats = this.figures.of(live, this.sound);
    this.#tell({ type: 'stats', stats });
    const message = this.figures.forHost(stats);
    if (message) {
      live.control(message);
    }
  }

  #ask(what) {
    const id = ++this.asked;
    this.#tell({ type: 'ask', id, what });
    return new Promise((resolve, reject) => this.questions.set(id, { resolve, reject }));
  }

  #tell(message) {
    self.postMessage(message);
  }
}

const streaming = new Streaming();
self.onmessage = ({ data }) => {
  streaming[data.type](data);
};
