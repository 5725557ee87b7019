// One connection, from its opening to its end, over whichever path.

import { ClockFilter } from './clock.js';
import { INPUT_DONE, parse, ping, PONG, SOUND } from './messages.js';
import { Samples } from './measures.js';
import { nowMicros } from './time.js';

/**
 * @typedef {object} Path a connection to the host
 * @property {'webtransport' | 'webrtc'} kind
 * @property {(message: object) => void} control
 * @property {(bytes: Uint8Array) => void} small may be lost
 * @property {() => void} close
 *
 * @typedef {object} PathListener
 * @property {() => void} heard something came
 * @property {(message: object) => void} control
 * @property {(bytes: Uint8Array) => void} small
 * @property {(frame: import('./frames.js').Frame) => void} frame
 * @property {(text: string) => void} closed by the host or the network; once
 *
 * @typedef {object} Outcome how a connection ended
 * @property {boolean} live whether it had begun to stream
 * @property {boolean} final the user or the host does not want another one
 * @property {string} reason an EndReason, or `closed`, `silent`, `unreachable`, `protocol`, `ticket`
 * @property {string} text a sentence
 */

/** Between pings, in milliseconds, and how many in quick succession come first. */
const PING = 200;
const QUICK_PING = 30;
const QUICK_PINGS = 10;
/** Pings without hearing anything that mean the path is dead: 1.6 s at most. */
const MOST_SILENT = 7;
/** So many more before the stream begins: a host that starts a desktop is busy. */
const MORE_SILENT = 16;
/** The host has so long to start an application, in milliseconds. */
const START = 45_000;
/** Ends after which the page may come back by itself. */
const COME_BACK = new Set(['CLIENT_GONE', 'TRANSPORT_LOST', 'SHUTDOWN', 'TICKET']);

export class Live {
  /**
   * @param {object} parts
   * @param {() => Promise<string>} parts.ticket
   * @param {(listener: PathListener, signal: AbortSignal) => Promise<Path>} parts.open
   * @param {number} parts.patience for opening the path, and for its first answer, in milliseconds
   * @param {object} parts.wish `start` or `watch`
   * @param {(message: object) => void} parts.control hears the host's messages
   * @param {(next: number) => void} parts.inputDone
   * @param {(millis: number) => void} parts.roundTrip
   * @param {(live: Live) => import('./picture.js').Picture} parts.picture
   * @param {import('./sound.js').Sound} parts.sound
   */
  constructor(parts) {
    this.parts = parts;
    this.clock = new ClockFilter();
    this.rtts = new Samples(100);
    this.picture = parts.picture(this);
    /** @type {Path | null} */
    this.path = null;
    this.started = null;
    this.soundBytes = 0;
    this.silent = 0;
    this.pings = 0;
    this.done = false;
    this.timers = new Set();
    this.aborter = new AbortController();
    /** @type {Promise<Outcome>} */
    this.over = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** @returns {Promise<Outcome>} when the connection is over */
  run() {
    this.#connect().catch((error) => this.#end('unreachable', error.message));
    return this.over;
  }

  /** @param {object} message */
  control(message) {
    this.path?.control(message);
  }

  /** @param {Uint8Array} bytes */
  small(bytes) {
    this.path?.small(bytes);
  }

  /** Ends it from this side. @param {string} reason @param {string} text */
  end(reason, text) {
    this.#end(reason, text);
  }

  async #connect() {
    const ticket = await this.parts.ticket();
    if (this.done) {
      return;
    }
    const late = setTimeout(() => {
      this.aborter.abort();
      this.#end('unreachable', 'the host does not answer this way');
    }, this.parts.patience);
    this.timers.add(late);
    const path = await this.parts.open(this.#listener(), this.aborter.signal);
    clearTimeout(late);
    if (this.done) {
      path.close();
      return;
    }
    this.path = path;
    path.control({ type: 'hello', version: 1, ticket });
    this.deadline = this.#after(this.parts.patience, () =>
      this.#end('unreachable', 'the host says nothing'));
    this.#ping();
  }

  #listener() {
    return {
      heard: () => {
        this.silent = 0;
      },
      control: (message) => !this.done && this.#control(message),
      small: (bytes) => {
        if (!this.done) {
          this.#small(bytes);
        }
      },
      frame: (frame) => !this.done && this.picture.arrived(frame),
      closed: (text) => this.#end('closed', text),
    };
  }

  #control(message) {
    switch (message.type) {
      case 'welcome':
        this.#forget(this.deadline);
        this.deadline = this.#after(START, () =>
          this.#end('unreachable', 'the host does not begin to stream'));
        this.path.control(this.parts.wish);
        break;
      case 'started':
        this.#forget(this.deadline);
        this.started = message;
        this.picture.describe(message);
        this.parts.sound.describe(message.audio ?? null);
        break;
      case 'format':
        this.started = { ...this.started, ...message, type: 'started' };
        this.picture.describe(message);
        break;
      case 'refused':
      case 'ended': {
        const reason = String(message.reason ?? 'FAILED').toUpperCase();
        // What the page comes back from by itself is no end to tell of.
        if (!COME_BACK.has(reason)) {
          this.parts.control(message);
        }
        this.#end(reason, message.text ?? '');
        return;
      }
      default:
        break;
    }
    this.parts.control(message);
  }

  #small(bytes) {
    const message = parse(bytes);
    switch (message?.type) {
      case SOUND:
        this.soundBytes += bytes.length;
        this.parts.sound.arrived(message);
        break;
      case INPUT_DONE:
        this.parts.inputDone(message.next);
        break;
      case PONG: {
        const back = nowMicros();
        this.clock.add(message.pageMicros, message.inMicros, message.outMicros, back);
        this.rtts.add((back - message.pageMicros) / 1000);
        this.parts.roundTrip(this.clock.rtt / 1000);
        break;
      }
      default:
        break;
    }
  }

  #ping() {
    if (++this.silent > MOST_SILENT + (this.started ? 0 : MORE_SILENT)) {
      this.#end('silent', 'nothing was heard from the host for a while');
      return;
    }
    this.small(ping(this.pings >>> 0, nowMicros()));
    this.pings++;
    this.picture.tick();
    this.#after(this.pings < QUICK_PINGS ? QUICK_PING : PING, () => this.#ping());
  }

  #after(millis, call) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      call();
    }, millis);
    this.timers.add(timer);
    return timer;
  }

  #forget(timer) {
    clearTimeout(timer);
    this.timers.delete(timer);
  }

  #end(reason, text) {
    if (this.done) {
      return;
    }
    this.done = true;
    this.timers.forEach((timer) => clearTimeout(timer));
    this.aborter.abort();
    this.path?.close();
    this.picture.close();
    this.parts.sound.close();
    const said = reason === reason.toUpperCase();
    this.resolve({
      live: this.started !== null,
      final: said && !COME_BACK.has(reason),
      reason,
      text,
    });
  }
}
