// Sound packets to the audio thread: order, decoder, hand-over.

import { SoundOrder } from './sound-order.js';
import { Ring } from './ring.js';

/** Packets between arrival and decoder's output whose times are remembered. */
const REMEMBERED = 64;
/** Between the last packet of a connection and the first of the next: nothing to conceal. */
const NEW_SOUND = 1000;

export class Sound {
  /** @param {{memory?: SharedArrayBuffer, port?: MessagePort}} sink where decoded sound goes */
  constructor(sink) {
    this.ring = sink.memory ? new Ring(sink.memory) : null;
    this.port = sink.port ?? null;
    this.order = new SoundOrder();
    /** @type {AudioDecoder | null} */
    this.decoder = null;
    this.channels = 0;
    this.on = true;
    /** Added to sequence numbers, so that those of the next connection do not look late. */
    this.shift = NaN;
    this.handed = 0;
    /** @type {Map<number, {sequence: number, micros: number}>} by time stamp */
    this.inside = new Map();
    this.stamp = 0;
    this.planes = [new Float32Array(0), new Float32Array(0)];
    this.totals = { packets: 0, bytes: 0, decoded: 0, full: 0, errors: 0 };
  }

  /** @param {{channels: number} | null} audio of `started` */
  describe(audio) {
    this.close();
    this.channels = audio ? audio.channels : 0;
    this.order = new SoundOrder();
    this.shift = NaN;
  }

  /** @param {import('./messages.js').Sound} message */
  arrived({ sequence, micros, packet }) {
    this.totals.packets++;
    this.totals.bytes += packet.length;
    if (!this.on || this.channels === 0) {
      return;
    }
    for (const ready of this.order.push(sequence, { micros, packet })) {
      this.#decode(ready.sequence, ready.packet.micros, ready.packet.packet);
    }
  }

  close() {
    if (this.decoder && this.decoder.state !== 'closed') {
      this.decoder.close();
    }
    this.decoder = null;
    this.inside.clear();
  }

  #decode(sequence, micros, packet) {
    if (packet.length === 0) {
      return;
    }
    try {
      this.decoder ??= this.#open();
      this.stamp += 10_000;
      this.inside.set(this.stamp, { sequence, micros });
      if (this.inside.size > REMEMBERED) {
        this.inside.delete(this.inside.keys().next().value);
      }
      this.decoder.decode(new EncodedAudioChunk({
        type: 'key', timestamp: this.stamp, data: packet,
      }));
    } catch {
      this.#failed();
    }
  }

  #open() {
    const decoder = new AudioDecoder({
      output: (data) => {
        try {
          this.#decoded(data);
        } finally {
          data.close();
        }
      },
      error: () => {
        if (decoder === this.decoder) {
          this.#failed();
        }
      },
    });
    decoder.configure({ codec: 'opus', sampleRate: 48_000, numberOfChannels: this.channels });
    return decoder;
  }

  #failed() {
    this.totals.errors++;
    this.close();
  }

  #decoded(data) {
    const { inside } = this;
    // Output comes in order of input; the browser may move the stamp by a sample's worth.
    let known = inside.get(data.timestamp);
    if (!known) {
      const oldest = inside.keys().next().value;
      known = oldest === undefined ? null : inside.get(oldest);
    }
    if (!known) {
      return;
    }
    for (const [stamp, one] of inside) {
      inside.delete(stamp);
      if (one === known) {
        break;
      }
    }
    const frames = data.numberOfFrames;
    if (this.planes[0].length < frames) {
      this.planes = [new Float32Array(frames), new Float32Array(frames)];
    }
    const [left, right] = this.planes;
    data.copyTo(left.subarray(0, frames), { planeIndex: 0, format: 'f32-planar' });
    if (data.numberOfChannels > 1) {
      data.copyTo(right.subarray(0, frames), { planeIndex: 1, format: 'f32-planar' });
    } else {
      right.set(left);
    }
    this.totals.decoded++;
    this.#hand(known, frames);
  }

  #hand({ sequence: number, micros }, frames) {
    if (Number.isNaN(this.shift)) {
      this.shift = this.handed + NEW_SOUND - number;
    }
    const sequence = (number + this.shift) >>> 0;
    this.handed = sequence;
    if (this.ring) {
      if (!this.ring.write(sequence, micros, this.planes, frames)) {
        this.totals.full++;
      }
    } else if (this.port) {
      const planes = this.planes.map((plane) => plane.slice(0, frames));
      this.port.postMessage({ sequence, micros, planes, frames }, planes.map((p) => p.buffer));
    }
  }
}
