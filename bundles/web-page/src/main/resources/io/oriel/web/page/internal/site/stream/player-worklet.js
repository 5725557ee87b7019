// Plays what the worker decoded. Runs on the audio thread.

import { JitterBuffer } from './jitter.js';
import { Ring } from './ring.js';

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
    this.energy = 0;
    this.rises = 0;
    this.below = false;
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
    this.#hear(left);
    if (++this.blocks % REPORT === 0) {
      this.#report(left.length);
    }
    return !this.stopped;
  }

  #hear(block) {
    for (let i = 0; i < block.length; i++) {
      const value = block[i];
      this.energy += value * value;
      if (value < -1e-3) {
        this.below = true;
      } else if (value > 1e-3 && this.below) {
        this.below = false;
        this.rises++;
      }
    }
  }

  #report(blockFrames) {
    const { buffer } = this;
    const frames = REPORT * blockFrames;
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
      level: Math.sqrt(this.energy / frames),
      hertz: (this.rises * sampleRate) / frames,
    });
    this.energy = 0;
    this.rises = 0;
  }
}

registerProcessor('oriel-player', Player);
