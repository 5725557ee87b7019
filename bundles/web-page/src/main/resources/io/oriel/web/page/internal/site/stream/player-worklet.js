// Plays what the worker decoded. Runs on the audio thread.

import { JitterBuffer } from './jitter.js';
import { Ring } from './ring.js';
import { ToneMeter } from './tone.js';

/** Longest Opus packet: 120 ms. */
const LONGEST = 5760;
/** Blocks between reports: about a quarter of a second. */
const REPORT = 96;

class Player extends AudioWorkletProcessor {
  /** @param {{processorOptions: {memory?: SharedArrayBuffer}}} options */
  constructor(options) {
    super();
    const { memory } = options.processorOptions;
    this.buffer = new JitterBuffer(sampleRate);
    this.ring = memory ? new Ring(memory) : null;
    this.scratch = [new Float32Array(LONGEST), new Float32Array(LONGEST)];
    this.spare = new Float32Array(128);
    this.blocks = 0;
    this.meter = new ToneMeter();
    this.stopped = false;
    this.port.onmessage = ({ data }) => this.#told(data);
  }

  #told(message) {
    if (message === 'clear') {
      this.buffer.clear();
    } else if (message === 'stop') {
      this.stopped = true;
    } else if (message.port) {
      message.port.onmessage = ({ data }) =>
        this.buffer.push(data.sequence, data.micros, data.planes, data.frames);
    }
  }

  process(_, [output]) {
    while (this.ring?.read(this.buffer, this.scratch)) {
      // read() has handed it on
    }
    const left = output[0];
    const right = output[1] ?? this.spare;
    this.buffer.pull(left, right);
    this.meter.hear(left);
    if (++this.blocks % REPORT === 0) {
      this.#report();
    }
    return !this.stopped;
  }

  #report() {
    const { buffer } = this;
    this.port.postMessage({
      contextTime: currentTime,
      wallMillis: Date.now(),
      playedMicros: buffer.playedMicros,
      bufferMillis: buffer.buffered,
      targetMillis: buffer.target,
      speed: buffer.speed,
      underruns: buffer.underruns,
      concealed: buffer.concealed,
      cuts: buffer.cuts,
      splices: buffer.splices,
      ...this.meter.measured(sampleRate),
    });
  }
}

registerProcessor('oriel-player', Player);
