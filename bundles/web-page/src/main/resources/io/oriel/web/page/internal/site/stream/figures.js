// What is known about a live connection, as one object for overlay, tests and the host.

import { Rate } from './measures.js';

const sum = (samples) => samples?.summary() ?? null;

/**
 * @typedef {{p50: number, p95: number} | null} Millis
 *
 * @typedef {object} Stats
 * @property {string} transport `webtransport` or `webrtc`
 * @property {string} codec @property {string} codecString
 * @property {number} width @property {number} height of the picture
 * @property {number} frames @property {number} decoded @property {number} drawn since `started`
 * @property {number} lost frames passed over @property {number} dropped by this page
 * @property {number} fps decoded per second @property {number} drawnFps
 * @property {number} lossPercent frames, of the last half second
 * @property {number} bitsPerSecond picture and sound
 * @property {number} decodeQueue frames
 * @property {number} rttMillis smoothed @property {number} leastRttMillis
 * @property {{encode: Millis, send: Millis, network: Millis, decode: Millis, draw: Millis,
 *     captureToDecoded: Millis, total: Millis}} latency by stage; network: until the last byte
 * @property {number} pictureMillis capture to canvas of the last picture
 * @property {number} clockOffsetMicros host's clock minus the page's
 * @property {{packets: number, lost: number, late: number, decoded: number, full: number}} sound
 */

export class Figures {
  constructor() {
    this.decodedRate = new Rate();
    this.drawnRate = new Rate();
    this.bytesRate = new Rate();
    this.framesBefore = 0;
    this.lostBefore = 0;
    this.hostAt = 0;
    this.hostBefore = { decoded: 0, dropped: 0 };
  }

  /**
   * @param {import('./live.js').Live} live streaming
   * @param {import('./sound.js').Sound} sound
   * @returns {Stats}
   */
  of(live, sound) {
    const now = performance.now();
    const { picture, clock, started } = live;
    const { totals, stages } = picture;
    const frames = totals.frames - this.framesBefore;
    const lost = totals.lost - this.lostBefore;
    this.framesBefore = totals.frames;
    this.lostBefore = totals.lost;
    return {
      transport: live.path.kind,
      codec: started.codec,
      codecString: started.codecString,
      width: started.width,
      height: started.height,
      frames: totals.frames,
      decoded: totals.decoded,
      drawn: totals.drawn,
      lost: totals.lost,
      dropped: totals.dropped,
      fps: this.decodedRate.of(totals.decoded, now),
      drawnFps: this.drawnRate.of(totals.drawn, now),
      lossPercent: frames + lost > 0 ? (100 * lost) / (frames + lost) : 0,
      bitsPerSecond: 8 * this.bytesRate.of(totals.bytes + live.soundBytes, now),
      decodeQueue: picture.decoder.queue,
      rttMillis: clock.rtt / 1000,
      leastRttMillis: clock.leastRtt / 1000,
      latency: {
        encode: sum(stages.encode),
        send: sum(stages.send),
        network: sum(stages.network),
        decode: sum(stages.decode),
        draw: sum(stages.draw),
        captureToDecoded: sum(stages.captureToDecoded),
        total: sum(stages.total),
      },
      pictureMillis: picture.lastTotalMillis,
      clockOffsetMicros: clock.offset,
      sound: { ...sound.totals, lost: sound.order.lost, late: sound.order.late },
    };
  }

  /**
   * @param {Stats} stats the last ones
   * @returns {object | null} the message `stats` for the host; null: not a second since the last
   */
  forHost(stats) {
    const now = performance.now();
    if (now - this.hostAt < 950) {
      return null;
    }
    this.hostAt = now;
    const before = this.hostBefore;
    this.hostBefore = { decoded: stats.decoded, dropped: stats.dropped };
    const whole = (value) => Math.max(0, Math.round(value ?? 0) || 0);
    return {
      type: 'stats',
      frames: whole(stats.decoded - before.decoded),
      dropped: whole(stats.dropped - before.dropped),
      decodeMillis: whole(stats.latency.decode?.p50),
      queue: stats.decodeQueue,
      latencyMillis: whole(stats.latency.total?.p50),
    };
  }
}
