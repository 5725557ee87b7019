// Lends the microphone to the host: Opus, mono, 20 ms a packet.

import { microphone } from './messages.js';

const RATE = 48_000;
const PIECE = 960;
const BITS_PER_SECOND = 32_000;
/** More pieces in the encoder than that: the machine is too slow, sound would only get older. */
const MOST_QUEUED = 5;

/** Event `state`: `{on, text?}`; the text says why it went off. */
export class Microphone extends EventTarget {
  /** @param {import('./connection.js').Connection} connection */
  constructor(connection) {
    super();
    this.connection = connection;
    this.on = false;
    /** Number of the last start: the user may stop while the browser still asks. */
    this.attempt = 0;
    this.sequence = 0;
    this.stream = null;
    this.context = null;
    this.node = null;
    this.encoder = null;
  }

  /**
   * Asks the user where the browser wants that.
   *
   * @param {string} [deviceId]
   * @throws {Error} refused, or there is none
   */
  async start(deviceId) {
    if (this.on) {
      return;
    }
    this.on = true;
    const attempt = ++this.attempt;
    const over = () => !this.on || this.attempt !== attempt;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: {
          ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
          channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true,
        },
      });
      if (over()) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      this.stream = stream;
      this.encoder = this.#encoder();
      const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' });
      this.context = context;
      await context.audioWorklet.addModule(new URL('recorder-worklet.js', import.meta.url));
      if (over()) {
        return;
      }
      const source = context.createMediaStreamSource(stream);
      this.node = new AudioWorkletNode(context, 'oriel-recorder', {
        numberOfInputs: 1, numberOfOutputs: 0,
        channelCount: 1, channelCountMode: 'explicit',
      });
      this.node.port.onmessage = ({ data }) => this.#heard(data);
      source.connect(this.node);
      await context.resume();
      if (over()) {
        return;
      }
      stream.getAudioTracks()[0].onended = () => this.stop('the microphone was taken away');
    } catch (error) {
      if (over()) {
        return;
      }
      this.stop(error.message);
      throw error;
    }
    this.#tell();
  }

  /** @param {string} [text] why */
  stop(text) {
    if (!this.on) {
      return;
    }
    this.on = false;
    this.#release();
    this.#tell(text);
  }

  #encoder() {
    const encoder = new AudioEncoder({
      output: (chunk) => {
        const packet = new Uint8Array(chunk.byteLength);
        chunk.copyTo(packet);
        this.connection.small(microphone(this.sequence, packet));
        this.sequence = (this.sequence + 1) >>> 0;
      },
      error: (error) => this.stop(error.message),
    });
    encoder.configure({
      codec: 'opus', sampleRate: RATE, numberOfChannels: 1, bitrate: BITS_PER_SECOND,
      opus: { frameDuration: 20_000, application: 'voip' },
    });
    this.time = 0;
    return encoder;
  }

  #heard(piece) {
    const { encoder } = this;
    if (!this.on || encoder?.state !== 'configured' || encoder.encodeQueueSize > MOST_QUEUED) {
      return;
    }
    const data = new AudioData({
      format: 'f32', sampleRate: RATE, numberOfFrames: PIECE, numberOfChannels: 1,
      timestamp: this.time, data: piece,
    });
    this.time += 20_000;
    encoder.encode(data);
    data.close();
  }

  #release() {
    this.node?.port.postMessage('stop');
    this.node?.disconnect();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close().catch(() => {});
    if (this.encoder && this.encoder.state !== 'closed') {
      this.encoder.close();
    }
    this.stream = null;
    this.context = null;
    this.node = null;
    this.encoder = null;
  }

  #tell(text) {
    this.dispatchEvent(new CustomEvent('state', { detail: { on: this.on, text } }));
  }
}
