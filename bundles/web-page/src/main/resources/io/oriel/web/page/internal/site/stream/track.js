// Pictures that the browser's own WebRTC has decoded, onto the canvas.

import { captureOfRtp } from './clock.js';
import { Samples } from './measures.js';
import { nowMicros } from './time.js';

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
      captureToDecoded: new Samples(), total: new Samples(),
    };
    this.decoder = { queue: 0 };
    this.lastTotalMillis = NaN;
    this.decodedMicros = NaN;
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
   * @param {{rtpTimestamp?: number, receiveTime?: number, processingDuration?: number}} said
   * @param {number} presentedMicros when it is or was shown
   */
  presented(said, presentedMicros) {
    const decoded = said.receiveTime !== undefined && said.processingDuration !== undefined
      ? presentedMicros : nowMicros();
    this.#count(said, decoded);
    this.drawn(null, presentedMicros);
  }

  /** @param {VideoFrame | null} _ @param {number} drawnMicros */
  drawn(_, drawnMicros) {
    this.totals.drawn++;
    this.stages.draw.add((drawnMicros - this.decodedMicros) / 1000);
    this.lastTotalMillis = (drawnMicros - this.clock.toPage(this.captureMicros)) / 1000;
    this.stages.total.add(this.lastTotalMillis);
  }

  close() {
    this.reader?.cancel().catch(() => {});
    this.reader = null;
    this.painter?.clear();
  }

  #count({ rtpTimestamp, receiveTime }, decodedMicros) {
    this.totals.frames++;
    this.totals.decoded++;
    this.decodedMicros = decodedMicros;
    this.captureMicros = rtpTimestamp === undefined || Number.isNaN(this.clock.offset)
      ? NaN : captureOfRtp(rtpTimestamp, this.clock.toHost(decodedMicros));
    const capture = this.clock.toPage(this.captureMicros);
    this.stages.captureToDecoded.add((decodedMicros - capture) / 1000);
    if (receiveTime !== undefined) {
      const received = (performance.timeOrigin + receiveTime) * 1000;
      this.stages.network.add((received - capture) / 1000);
      this.stages.decode.add((decodedMicros - received) / 1000);
    }
  }
}
