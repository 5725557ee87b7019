// The way from the worker's sound decoder to the loudspeaker.

import { ringMemory } from './ring.js';

export class Speaker {
  /** @param {AudioContext} context @param {boolean} shared memory may be shared between threads */
  constructor(context, shared) {
    this.context = context;
    this.memory = shared ? ringMemory() : null;
    this.channel = shared ? null : new MessageChannel();
    this.gain = context.createGain();
    this.gain.connect(context.destination);
    /** @type {AudioWorkletNode | null} */
    this.node = null;
    /** The audio thread's last report. */
    this.report = null;
    /** Capture to loudspeaker, and to where the page hands the sound over. */
    this.latencyMillis = NaN;
    this.processedMillis = NaN;
    /** Host's clock minus the page's. */
    this.clockOffset = NaN;
  }

  /** What the worker writes to. @returns {{sink: object, transfer: Transferable[]}} */
  sink() {
    return this.memory
      ? { sink: { memory: this.memory }, transfer: [] }
      : { sink: { port: this.channel.port1 }, transfer: [this.channel.port1] };
  }

  async open() {
    await this.context.audioWorklet.addModule(new URL('player-worklet.js', import.meta.url));
    this.node = new AudioWorkletNode(this.context, 'oriel-player', {
      numberOfInputs: 0,
      outputChannelCount: [2],
      processorOptions: { memory: this.memory },
    });
    if (this.channel) {
      this.node.port.postMessage({ port: this.channel.port2 }, [this.channel.port2]);
    }
    this.node.port.onmessage = ({ data }) => this.#reported(data);
    this.node.connect(this.gain);
  }

  /** @param {number} volume 0 … 1 */
  level(volume) {
    this.gain.gain.setTargetAtTime(volume, this.context.currentTime, 0.015);
  }

  /** @param {number} pictureMillis capture to canvas */
  stats(pictureMillis) {
    const { report } = this;
    return {
      state: this.context.state,
      latencyMillis: this.latencyMillis,
      processedMillis: this.processedMillis,
      avOffsetMillis: this.latencyMillis - pictureMillis,
      ...report,
    };
  }

  close() {
    this.node?.port.postMessage('stop');
    this.node?.disconnect();
    this.gain.disconnect();
  }

  /** Capture to loudspeaker: what the worklet plays at a time of the context is heard later. */
  #reported(report) {
    this.report = report;
    const { playedMicros, contextTime, wallMillis } = report;
    this.processedMillis = (wallMillis * 1000 + this.clockOffset - playedMicros) / 1000;
    const output = this.context.getOutputTimestamp();
    const heardAt = output.performanceTime > 0
      ? output.performanceTime + (contextTime - output.contextTime) * 1000
      : performance.now() + 1000 * (this.context.outputLatency || this.context.baseLatency || 0);
    const heardMicros = (performance.timeOrigin + heardAt) * 1000;
    this.latencyMillis = (heardMicros + this.clockOffset - playedMicros) / 1000;
  }
}
