// From frames as they arrive to pictures: order, decoder, canvas.

import { Backlog } from './backlog.js';
import { Decoder } from './decoder.js';
import { KEY } from './frames.js';
import { Samples } from './measures.js';
import { lost, received } from './messages.js';
import { after, ReorderWindow } from './reorder.js';
import { nowMicros } from './time.js';

/** Frames kept until `started` says what they are. */
const MOST_EARLY = 60;
/** With more frames inside than that, without a picture from it, a decoder does not work. */
const MOST_INSIDE = 120;
/** Wishes for a key frame are repeated after that, in milliseconds. */
const KEY_AGAIN = 400;
/** Longest wait for a missing frame before it is reported, in milliseconds. */
const MOST_PATIENCE = 100;
/** Pictures whose time on the canvas is remembered. */
const MOST_SHOWN = 4096;

/** @typedef {import('./frames.js').Frame & {arrivedMicros: number}} Arrived */

export class Picture {
  /**
   * @param {object} to
   * @param {import('./painter.js').Painter} to.painter
   * @param {import('./clock.js').ClockFilter} to.clock
   * @param {(message: Uint8Array) => void} to.small
   * @param {(message: object) => void} to.control
   * @param {(text: string) => void} to.hopeless
   */
  constructor({ painter, clock, small, control, hopeless }) {
    this.painter = painter;
    this.clock = clock;
    this.small = small;
    this.control = control;
    this.window = new ReorderWindow();
    this.decoder = new Decoder({
      output: (frame) => this.#decoded(frame),
      broken: () => this.#needKey(),
      hopeless,
    });
    this.backlog = new Backlog();
    /** @type {Arrived[]} */
    this.early = [];
    /** @type {{codecString: string, width: number, height: number, frame: number | null} | null} */
    this.format = null;
    this.changed = false;
    this.interval = 1000 / 60;
    this.visible = true;
    this.keyAskedAt = -Infinity;
    this.newest = -1;
    this.newestDecoded = -1;
    this.acknowledged = '';
    /** @type {Map<number, Arrived & {submittedMicros: number}>} by time stamp given to the decoder */
    this.inside = new Map();
    /** @type {Map<number, number>} when pictures that are not painted yet were decoded */
    this.decodedAt = new Map();
    this.lastStamp = -1;
    this.timer = null;
    this.totals = { frames: 0, bytes: 0, decoded: 0, drawn: 0, lost: 0, dropped: 0 };
    this.stages = {
      encode: new Samples(), send: new Samples(), network: new Samples(),
      decode: new Samples(), draw: new Samples(), captureToDecoded: new Samples(),
      total: new Samples(), drawnAt: new Samples(MOST_SHOWN),
    };
    /** What was painted last: for the offset between sound and picture. */
    this.lastTotalMillis = NaN;
  }

  /** @param {object} message `started` or `format` */
  describe(message) {
    const { codecString, width, height, frame = null, refreshMilliHz } = message;
    if (refreshMilliHz > 0) {
      this.interval = 1_000_000 / refreshMilliHz;
    }
    if (!codecString) {
      return;
    }
    const first = this.format === null;
    const other = !first && this.format.codecString !== codecString;
    this.format = { codecString, width, height, frame };
    this.changed = true;
    if (other && (frame === null || after(this.newest, frame) >= 0)) {
      this.#needKey();
    }
    if (first) {
      for (const early of this.early.splice(0)) {
        this.#ordered(early);
      }
    }
  }

  /** @param {import('./frames.js').Frame} frame complete */
  arrived(frame) {
    const arrival = { ...frame, arrivedMicros: nowMicros() };
    this.totals.frames++;
    this.totals.bytes += frame.data.length;
    if (this.newest < 0 || after(frame.number, this.newest) > 0) {
      this.newest = frame.number;
    }
    if (this.visible) {
      if (this.format !== null) {
        this.#ordered(arrival);
      } else if (this.early.length < MOST_EARLY) {
        this.early.push(arrival);
      }
    } else {
      this.newestDecoded = frame.number;
    }
    this.acknowledge();
  }

  /** Tells the host how far the page is, if that is news. */
  acknowledge() {
    if (this.newest < 0) {
      return;
    }
    const { newest, newestDecoded } = this;
    const news = `${newest} ${newestDecoded}`;
    if (news !== this.acknowledged) {
      this.acknowledged = news;
      // Before the first picture: the number before the first frame.
      this.small(received(newest, newestDecoded < 0 ? (newest - 1) >>> 0 : newestDecoded,
        this.decoder.queue));
    }
  }

  /** @param {boolean} visible whether anybody looks */
  show(visible) {
    if (this.visible === visible) {
      return;
    }
    this.visible = visible;
    this.painter.clear();
    if (visible) {
      this.keyAskedAt = -Infinity;
      this.#needKey();
    } else {
      this.window.needKey();
      this.inside.clear();
      this.decoder.flush();
    }
  }

  /** Ten times a second or so: what nothing else would notice. */
  tick() {
    if (this.visible && this.format !== null && this.window.next === null && this.newest >= 0) {
      this.#askForKey();
    }
    this.acknowledge();
  }

  close() {
    clearTimeout(this.timer);
    this.timer = null;
    this.painter.clear();
    this.decoder.close();
    this.window.needKey();
    this.inside.clear();
  }

  /** How long a frame may be missing: a resent packet is sooner here than a healed frame. */
  get patience() {
    const rtt = Number.isNaN(this.clock.rtt) ? 0 : this.clock.rtt / 1000;
    return Math.min(MOST_PATIENCE, Math.max(2 * this.interval, 1.5 * rtt + 5));
  }

  #ordered(frame) {
    const skippedBefore = this.window.skipped;
    const now = performance.now();
    let ready = this.window.push(frame, now);
    while (ready.length > 0) {
      this.#decode(ready.shift());
      if (this.window.next === null) { // those behind it need a key frame as well
        ready = ready.flatMap((behind) => this.window.push(behind, now));
      }
    }
    this.totals.lost += this.window.skipped - skippedBefore;
    this.#watchGap();
  }

  #watchGap() {
    if (this.timer === null && this.window.waiting) {
      this.timer = setTimeout(() => {
        this.timer = null;
        const gap = this.window.overdue(performance.now(), this.patience);
        if (gap) {
          this.small(lost(gap.first, gap.last));
          if (gap.again) {
            this.#askForKey();
          }
        }
        this.#watchGap();
      }, Math.max(4, this.patience / 2));
    }
  }

  #decode(frame) {
    const key = (frame.flags & KEY) !== 0;
    if (key && (this.changed || !this.decoder.ready)) {
      this.changed = false;
      this.decoder.configure(this.format);
    }
    if (!this.decoder.ready) {
      this.totals.dropped++;
      return;
    }
    if (this.backlog.hopeless(this.decoder.queue, this.interval, performance.now())) {
      this.backlog.reset();
      this.totals.dropped += this.decoder.queue;
      this.inside.clear();
      this.decoder.flush();
      if (!key) {
        this.totals.dropped++;
        this.#needKey();
        return;
      }
    }
    // The decoder gives the stamp back unchanged; two frames of one picture still need two stamps.
    const stamp = Math.max(this.lastStamp + 1, frame.captureMicros);
    this.lastStamp = stamp;
    this.inside.set(stamp, { ...frame, data: null, submittedMicros: nowMicros() });
    this.decoder.decode(new EncodedVideoChunk({
      type: key ? 'key' : 'delta', timestamp: stamp, data: frame.data,
    }));
    if (this.inside.size > MOST_INSIDE) {
      this.decoder.stuck();
    }
  }

  #decoded(frame) {
    const known = this.inside.get(frame.timestamp);
    for (const stamp of this.inside.keys()) {
      if (stamp > frame.timestamp) {
        break;
      }
      this.inside.delete(stamp);
    }
    this.totals.decoded++;
    if (known) {
      this.newestDecoded = known.number;
      this.#measure(known, nowMicros());
    }
    if (this.visible) {
      if (this.decodedAt.size > MOST_INSIDE) {
        this.decodedAt.clear(); // nothing is painted: the canvas is out of sight
      }
      this.decodedAt.set(frame.timestamp, nowMicros());
      this.painter.offer(frame);
    } else {
      frame.close();
    }
  }

  #measure(known, decodedMicros) {
    const { stages } = this;
    const sent = this.clock.toPage(known.captureMicros + known.sendMicros);
    stages.encode.add(known.encodeMicros / 1000);
    stages.send.add((known.sendMicros - known.encodeMicros) / 1000);
    stages.network.add((known.arrivedMicros - sent) / 1000);
    stages.decode.add((decodedMicros - known.arrivedMicros) / 1000);
    stages.captureToDecoded.add(
      (decodedMicros - this.clock.toPage(known.captureMicros)) / 1000);
  }

  /**
   * The painter's report.
   *
   * @param {VideoFrame} frame @param {number} drawnMicros
   */
  drawn(frame, drawnMicros) {
    this.totals.drawn++;
    this.lastTotalMillis = (drawnMicros - this.clock.toPage(frame.timestamp)) / 1000;
    this.stages.total.add(this.lastTotalMillis);
    this.stages.drawnAt.add(drawnMicros / 1000);
    this.stages.draw.add((drawnMicros - (this.decodedAt.get(frame.timestamp) ?? NaN)) / 1000);
    this.decodedAt.clear();
  }

  #needKey() {
    this.window.needKey();
    this.inside.clear();
    this.#askForKey();
  }

  #askForKey() {
    const now = performance.now();
    if (now - this.keyAskedAt > KEY_AGAIN) {
      this.keyAskedAt = now;
      this.control({ type: 'keyframe' });
    }
  }
}
