// Pictures that the browser's own WebRTC has decoded, onto the canvas.

import { captureOfRtp } from './clock.js';
import { Samples } from './measures.js';
import { nowMicros } from './time.js';

/** Pictures whose time on the canvas is remembered. */
const MOST_SHOWN = 4096;

export class TrackPicture {
  /**
   * @param {object} to
   * @param {import('./painter.js').Painter | null} to.painter null: a video element shows it
   * @param {import('./clock.js').ClockFilter} to.clock
   */
  constructor({ painter, clock }) {
    this.painter = painter;
    this.clock = clock;
    this.visible = true;
    this.reader = null;
    this.totals = { frames: 0, bytes: 0, decoded: 0, drawn: 0, lost: 0, dropped: 0 };
    this.stages = {
      network: new Samples(), decode: new Samples(), draw: new Samples(),
      captureToDecoded: new Samples(), total: new Samples(), drawnAt: new Samples(MOST_SHOWN),
    };
    this.decoder = { queue: 0 };
    this.lastTotalMillis = NaN;
    this.captureMicros = NaN;
  }

  describe() {}

  arrived() {}

  tick() {}

  /** @param {boolean} visible */
  show(visible) {
    this.visible = visible;
  }

  /** @param {ReadableStream<VideoFrame>} frames of a MediaStreamTrackProcessor */
  async read(frames) {
    this.reader?.cancel().catch(() => {});
    const reader = frames.getReader();
    this.reader = reader;
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) {
        return;
      }
      if (this.reader !== reader || !this.visible || !this.painter) {
        frame.close();
        continue;
      }
      this.#count(frame.metadata?.() ?? {}, nowMicros());
      this.painter.offer(frame);
    }
  }

  /**
   * What requestVideoFrameCallback says.
   *
   * @param {{rtpTimestamp?: number, receivedMicros?: number}} said page's clock
   * @param {number} presentedMicros when it is shown
   */
  presented(said, presentedMicros) {
    this.#count(said, nowMicros());
    this.drawn(null, presentedMicros);
  }

  /** @param {VideoFrame | null} frame null: the last one counted @param {number} drawnMicros */
  drawn(frame, drawnMicros) {
    const capture = frame ? this.#capture(frame.metadata?.() ?? {}, drawnMicros) : this.captureMicros;
    this.totals.drawn++;
    this.lastTotalMillis = (drawnMicros - this.clock.toPage(capture)) / 1000;
    this.stages.total.add(this.lastTotalMillis);
    this.stages.drawnAt.add(drawnMicros / 1000);
  }

  close() {
    this.reader?.cancel().catch(() => {});
    this.reader = null;
    this.painter?.clear();
  }

  #count({ rtpTimestamp, receivedMicros }, decodedMicros) {
    this.totals.frames++;
    this.totals.decoded++;
    this.captureMicros = this.#capture({ rtpTimestamp }, decodedMicros);
    const capture = this.clock.toPage(this.captureMicros);
    this.stages.captureToDecoded.add((decodedMicros - capture) / 1000);
    if (receivedMicros !== undefined) {
      this.stages.network.add((receivedMicros - capture) / 1000);
      this.stages.decode.add((decodedMicros - receivedMicros) / 1000);
    }
  }

  /** Host's clock; NaN: unknown. */
  #capture({ rtpTimestamp }, nearMicros) {
    return rtpTimestamp === undefined || Number.isNaN(this.clock.offset)
      ? NaN : captureOfRtp(rtpTimestamp, this.clock.toHost(nearMicros));
  }
}
