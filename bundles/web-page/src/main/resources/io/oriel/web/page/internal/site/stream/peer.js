// Picture and sound over WebRTC: docs/reference/browser-protocol.md, "Picture and sound over
// WebRTC". On the main thread, where RTCPeerConnection lives.

import { Rate } from './measures.js';
import { mimeOf } from './support.js';

/** For ICE and DTLS, and for a connection that stopped, in milliseconds. */
const CONNECT = 8_000;
const RECOVER = 2_500;

export class Peer {
  /**
   * @param {object} to
   * @param {(track: MediaStreamTrack) => void} to.picture
   * @param {(track: MediaStreamTrack) => void} to.sound
   * @param {(text: string) => void} to.failed once
   */
  constructor({ picture, sound, failed }) {
    this.picture = picture;
    this.sound = sound;
    this.failed = failed;
    this.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.location = null;
    this.closed = false;
    this.timer = null;
    this.bytes = new Rate();
    this.packets = new Rate();
    this.lost = new Rate();
    this.delayBefore = 0;
    this.emittedBefore = 0;
  }

  /**
   * @param {string} whep
   * @param {{connection: string, codec: string}} started
   */
  async open(whep, started) {
    const { connection: peer } = this;
    const video = peer.addTransceiver('video', { direction: 'recvonly' });
    const audio = peer.addTransceiver('audio', { direction: 'recvonly' });
    prefer(video, started.codec);
    for (const { receiver } of [video, audio]) {
      if ('jitterBufferTarget' in receiver) {
        receiver.jitterBufferTarget = 0;
      }
    }
    peer.ontrack = ({ track }) => (track.kind === 'video' ? this.picture : this.sound)(track);
    peer.onconnectionstatechange = () => this.#watch(peer.connectionState);
    this.#patience(CONNECT, 'the host cannot be reached by WebRTC');
    try {
      await peer.setLocalDescription(await peer.createOffer());
      const url = new URL(whep, location.href);
      url.searchParams.set('connection', started.connection);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/sdp' },
        body: peer.localDescription.sdp,
      });
      if (answer.status !== 201) {
        throw new Error(`the host refused WebRTC (${answer.status}): ${await answer.text()}`);
      }
      this.location = new URL(answer.headers.get('location') ?? url, url);
      const sdp = await answer.text();
      if (this.closed) {
        this.#leave();
        return;
      }
      await peer.setRemoteDescription({ type: 'answer', sdp });
    } catch (error) {
      this.#fail(error.message);
    }
  }

  /**
   * Adds what the browser's WebRTC knows.
   *
   * @param {object} stats of figures.js
   */
  async addTo(stats) {
    const reports = [...(await this.connection.getStats()).values()]
      .filter((report) => report.type === 'inbound-rtp');
    const video = reports.find((report) => report.kind === 'video');
    const audio = reports.find((report) => report.kind === 'audio');
    const now = performance.now();
    stats.bitsPerSecond =
      8 * this.bytes.of((video?.bytesReceived ?? 0) + (audio?.bytesReceived ?? 0), now);
    if (video) {
      stats.lost = video.framesDropped ?? 0;
      stats.lossPercent = percent(this.lost.of(video.packetsLost, now),
        this.packets.of(video.packetsReceived, now));
      stats.width = video.frameWidth ?? stats.width;
      stats.height = video.frameHeight ?? stats.height;
    }
    if (audio) {
      const bufferMillis = this.#buffered(audio);
      stats.audio = {
        ...stats.audio,
        state: 'running',
        bufferMillis,
        concealed: audio.concealedSamples,
        level: audio.audioLevel,
        lost: audio.packetsLost,
      };
      // Both in the host's time: sound that is late plays what is older than the picture.
      const offset = video?.estimatedPlayoutTimestamp - audio.estimatedPlayoutTimestamp;
      if (Number.isFinite(offset)) {
        stats.audio.avOffsetMillis = offset;
        stats.audio.latencyMillis = stats.pictureMillis + offset;
      }
    }
  }

  /** With the control channel: the host ends its side of WebRTC by itself then. */
  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.connection.close();
  }

  /** Mean time of the last samples in the browser's jitter buffer, in milliseconds. */
  #buffered({ jitterBufferDelay: delay = 0, jitterBufferEmittedCount: emitted = 0 }) {
    const mean = (1000 * (delay - this.delayBefore)) / (emitted - this.emittedBefore);
    this.delayBefore = delay;
    this.emittedBefore = emitted;
    return mean;
  }

  #leave() {
    if (this.location) {
      fetch(this.location, { method: 'DELETE', keepalive: true }).catch(() => {});
      this.location = null;
    }
  }

  #watch(state) {
    if (state === 'connected') {
      clearTimeout(this.timer);
    } else if (state === 'failed') {
      this.#fail('WebRTC found no way to the host');
    } else if (state === 'disconnected') {
      this.#patience(RECOVER, 'nothing comes over WebRTC any more');
    }
  }

  #patience(millis, text) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#fail(text), millis);
  }

  #fail(text) {
    if (!this.closed) {
      this.close();
      this.#leave();
      this.failed(text);
    }
  }
}

function prefer(transceiver, codec) {
  const mime = mimeOf(codec)?.toLowerCase();
  const all = RTCRtpReceiver.getCapabilities?.('video')?.codecs ?? [];
  const first = all.filter((c) => c.mimeType.toLowerCase() === mime);
  if (first.length > 0 && transceiver.setCodecPreferences) {
    transceiver.setCodecPreferences([...first, ...all.filter((c) => !first.includes(c))]);
  }
}

function percent(part, rest) {
  return part + rest > 0 ? (100 * part) / (part + rest) : 0;
}
