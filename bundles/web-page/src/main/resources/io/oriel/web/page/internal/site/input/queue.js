// Numbered, acknowledged input: docs/reference/browser-protocol.md, "Small messages".
// Knows nothing of the network or of the browser but a clock and a timer.

/** Type of an input message. */
export const INPUT = 0x01;
/** Most bytes of events in a message. */
export const MOST_BYTES = 1100;
/** From so many open events on, moves only change the one that was to be sent last. */
export const MOST_OPEN = 1024;
/** So many open events mean that nobody is there: no more are taken. */
const MOST_KEPT = 4096;
/** Longest wait for an acknowledgement, in milliseconds. */
const LONGEST_WAIT = 20;
/** Shortest: a page that sent again and again would only make a slow network slower. */
const SHORTEST_WAIT = 4;
/** With more open bytes than that, moves gather for PACE ms: each message repeats all of them. */
const PACED_BYTES = 300;
const PACE = 4;

/** @typedef {{ set(call: () => void, millis: number): any, clear(handle: any): void }} Timer */

/** @type {Timer} */
const TIMER = {
  set: (call, millis) => setTimeout(call, millis),
  clear: (handle) => clearTimeout(handle),
};

/** Kinds of events that may be merged with a later one of the same thing. */
function isMove(event) {
  const kind = event[0];
  return kind === 4 || kind === 5 || kind === 6
    || ((kind === 7 || kind === 8) && (event[1] === 0 || event[1] === 2));
}

/** Whether a later event says where the same thing went on. */
function sameThing(a, b) {
  if (a[0] !== b[0]) {
    return false;
  }
  if (a[0] === 7) {
    return a[1] === b[1] && a[2] === b[2] && a[3] === b[3] && a[4] === b[4] && a[5] === b[5];
  }
  return a[0] !== 8 || (a[1] === b[1] && a[2] === b[2] && a[3] === b[3]);
}

/** The move that stands for both; relative ones add up. */
function merged(earlier, later) {
  const kind = later[0];
  if (kind !== 4 && kind !== 6) {
    return later;
  }
  const sum = new Uint8Array(later);
  const a = new DataView(earlier.buffer, earlier.byteOffset);
  const s = new DataView(sum.buffer);
  if (kind === 4) {
    s.setFloat32(1, a.getFloat32(1) + s.getFloat32(1));
    s.setFloat32(5, a.getFloat32(5) + s.getFloat32(5));
  } else {
    for (const at of [1, 3]) {
      s.setInt16(at, Math.max(-32768, Math.min(32767, a.getInt16(at) + s.getInt16(at))));
    }
  }
  return sum;
}

export class InputQueue {
  /**
   * @param {object} [options]
   * @param {(message: Uint8Array) => void} [options.flush] takes a message for the host; may lose it
   * @param {() => number} [options.now] milliseconds of any clock
   * @param {Timer} [options.timer]
   * @param {number} [options.first] number of the first event
   */
  constructor({ flush = () => {}, now = () => performance.now(), timer = TIMER, first = 0 } = {}) {
    this.flush = flush;
    this.now = now;
    this.timer = timer;
    this.first = first >>> 0;
    /** @type {{ bytes: Uint8Array, sentAt: number }[]} oldest first; sentAt -1: not yet */
    this.events = [];
    this.bytes = 0;
    this.lastSent = -Infinity;
    this.wait = LONGEST_WAIT;
    this.handle = null;
    this.dueAt = Infinity;
    /** For figures: messages sent, those of them sent again, last time to an acknowledgement. */
    this.messages = 0;
    this.repeats = 0;
    this.ackMillis = NaN;
  }

  /** Events without acknowledgement. */
  get open() {
    return this.events.length;
  }

  /**
   * Takes events and sends them at once, in one message where they fit.
   *
   * @param {...Uint8Array} events of events.js; not changed afterwards
   * @returns {boolean} false: they were refused, nobody listens
   */
  push(...events) {
    let urgent = false;
    for (const event of events) {
      if (isMove(event)) {
        this.#move(event);
      } else if (this.events.length >= MOST_KEPT) {
        return false;
      } else {
        this.#add(event);
        urgent = true;
      }
    }
    const since = this.now() - this.lastSent;
    if (!urgent && this.bytes > PACED_BYTES && since < PACE) {
      this.#arm(PACE - since);
    } else {
      this.#send(false);
    }
    return true;
  }

  /**
   * The host has handled all events before this number.
   *
   * @param {number} next
   */
  acknowledged(next) {
    const count = ((next >>> 0) - this.first) >>> 0;
    if (count === 0 || count > this.events.length) {
      return;
    }
    const done = this.events.splice(0, count);
    const sentAt = done[done.length - 1].sentAt;
    if (sentAt >= 0) {
      this.ackMillis = this.now() - sentAt;
    }
    for (const { bytes } of done) {
      this.bytes -= bytes.length;
    }
    this.first = next >>> 0;
    this.#disarm();
    if (this.events.some((e) => e.sentAt < 0)) {
      this.#send(false);
    } else if (this.events.length > 0) {
      this.#arm(this.wait);
    }
  }

  /** @param {number} millis the round trip as measured */
  roundTrip(millis) {
    this.wait = Math.max(SHORTEST_WAIT, Math.min(LONGEST_WAIT, 1.5 * millis));
  }

  /** Begins anew with a new connection: what is open is for nobody any more. */
  reset() {
    this.#disarm();
    this.events = [];
    this.bytes = 0;
    this.first = 0;
    this.lastSent = -Infinity;
  }

  #add(bytes) {
    this.events.push({ bytes, sentAt: -1 });
    this.bytes += bytes.length;
  }

  #move(event) {
    for (let i = this.events.length - 1; i >= 0; i--) {
      const { bytes, sentAt } = this.events[i];
      if (sentAt >= 0 || bytes[0] !== event[0] || !isMove(bytes)) {
        break;
      }
      if (sameThing(bytes, event)) {
        this.events[i].bytes = merged(bytes, event);
        return;
      }
    }
    if (this.events.length < MOST_OPEN) {
      this.#add(event);
    }
  }

  #send(again) {
    this.#disarm();
    if (this.events.length === 0) {
      return;
    }
    const now = this.now();
    let size = 0;
    let count = 0;
    while (count < this.events.length && count < 255
        && size + this.events[count].bytes.length <= MOST_BYTES) {
      size += this.events[count++].bytes.length;
    }
    const message = new Uint8Array(6 + size);
    const view = new DataView(message.buffer);
    view.setUint8(0, INPUT);
    view.setUint32(1, this.first);
    view.setUint8(5, count);
    let at = 6;
    for (let i = 0; i < count; i++) {
      const event = this.events[i];
      message.set(event.bytes, at);
      at += event.bytes.length;
      if (event.sentAt < 0) {
        event.sentAt = now;
      }
    }
    this.lastSent = now;
    this.messages++;
    this.repeats += again ? 1 : 0;
    this.#arm(this.wait);
    this.flush(message);
  }

  #arm(millis) {
    const at = this.now() + millis;
    if (this.handle !== null && this.dueAt <= at) {
      return;
    }
    this.#disarm();
    this.dueAt = at;
    this.handle = this.timer.set(() => {
      this.handle = null;
      this.dueAt = Infinity;
      this.#send(this.events.every((e) => e.sentAt >= 0));
    }, millis);
  }

  #disarm() {
    if (this.handle !== null) {
      this.timer.clear(this.handle);
      this.handle = null;
      this.dueAt = Infinity;
    }
  }
}
