// Keeps a page connected: chooses transports, falls back, comes back.

import { Backoff } from './backoff.js';
import { Choice } from './choice.js';

/** Streaming for so long means that it works, in milliseconds. */
const STABLE = 10_000;

export class Caller {
  /**
   * @param {object} parts
   * @param {() => Promise<import('./choice.js').Offer[]>} parts.offers an error whose `reason` is
   *   `REVOKED` ends it: this browser is not let in any more
   * @param {(offer: object, streaming: () => void) => import('./live.js').Live} parts.connect
   * @param {(state: object) => void} parts.state
   * @param {string | null} parts.force
   * @param {Set<string>} parts.able
   * @param {() => number} [parts.now]
   * @param {(millis: number) => Promise<void>} [parts.sleep]
   * @param {Backoff} [parts.backoff]
   */
  constructor({ offers, connect, state, force, able, now, sleep, backoff }) {
    this.offers = offers;
    this.connect = connect;
    this.state = state;
    this.now = now ?? (() => performance.now());
    this.sleep = sleep ?? ((millis) => new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, millis);
    }));
    this.backoff = backoff ?? new Backoff();
    this.choice = new Choice({ force, able });
    /** @type {import('./live.js').Live | null} */
    this.live = null;
    this.closed = false;
    this.wasLive = false;
    this.wake = () => {};
  }

  /** Until the user or the host ends it. @returns {Promise<import('./live.js').Outcome>} */
  async run() {
    for (;;) {
      const outcome = await this.#round();
      if (this.closed || outcome.final) {
        return this.#over(outcome);
      }
      if (outcome.live) {
        // It had worked: at once, and by the other way first if this one fell silent.
        continue;
      }
      const waitMillis = this.backoff.next();
      this.#tell(this.wasLive ? 'reconnecting' : 'connecting', null, { waitMillis, ...outcome });
      await this.sleep(waitMillis);
      if (this.closed) {
        return this.#over(outcome);
      }
    }
  }

  #over(outcome) {
    const { reason, text } = outcome;
    this.#tell('closed', null, { reason, text });
    return outcome;
  }

  /** No more attempts. */
  close(reason, text) {
    this.closed = true;
    this.live?.end(reason, text);
    this.wake();
  }

  /** Tries again now: the network is back, the user looks. */
  hurry() {
    this.wake();
  }

  async #round() {
    let offers;
    try {
      offers = await this.offers() ?? [];
    } catch (error) {
      const reason = error.reason ?? 'unreachable';
      return { live: false, final: reason === 'REVOKED', reason, text: error.message };
    }
    const order = this.choice.order(offers, this.now());
    let outcome = {
      live: false, final: false, reason: 'protocol',
      text: offers.length === 0
        ? 'the host offers no way to connect at present'
        : 'neither of the host\'s transports works in this browser',
    };
    for (const offer of order) {
      if (this.closed) {
        break;
      }
      outcome = await this.#attempt(offer);
      if (outcome.live || outcome.final) {
        break;
      }
    }
    return outcome;
  }

  async #attempt(offer) {
    const { protocol } = offer;
    let since = NaN;
    this.#tell(this.wasLive ? 'reconnecting' : 'connecting', protocol);
    this.live = this.connect(offer, () => {
      since = this.now();
      this.wasLive = true;
      this.choice.workedWith(protocol, since);
      this.#tell('live', protocol);
    });
    const outcome = await this.live.run();
    this.live = null;
    if (outcome.reason === 'silent' || outcome.reason === 'unreachable') {
      this.choice.failedWith(protocol);
    }
    if (this.now() - since > STABLE) {
      this.backoff.reset();
    }
    // A stream that breaks off at once shall not be asked for again and again without a pause.
    return this.now() - since > STABLE || outcome.final
      ? outcome : { ...outcome, live: outcome.live && this.backoff.attempt === 0 && this.#once() };
  }

  #once() {
    this.backoff.next();
    return true;
  }

  #tell(state, transport, more = {}) {
    this.state({ state, transport, attempt: this.backoff.attempt, ...more });
  }
}
