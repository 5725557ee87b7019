// Puts pictures on the canvas: the newest one, at once where the screen has room for it.

import { nowMicros } from './time.js';

export class Painter {
  /**
   * @param {OffscreenCanvas} canvas
   * @param {(frame: VideoFrame, drawnMicros: number) => void} drawn told before the frame is closed
   */
  constructor(canvas, drawn) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false, desynchronized: true });
    this.drawn = drawn;
    /** @type {VideoFrame | null} */
    this.pending = null;
    /** Whether the screen's next picture is painted already. */
    this.full = false;
    this.replaced = 0;
    this.tick = () => {
      const frame = this.pending;
      this.pending = null;
      if (frame) {
        this.#draw(frame);
      }
      this.full = false;
    };
  }

  /** @param {VideoFrame} frame taken over: it is closed here, shown or not */
  offer(frame) {
    if (this.full) {
      if (this.pending) {
        this.pending.close();
        this.replaced++;
      }
      this.pending = frame;
    } else {
      this.full = true;
      requestAnimationFrame(this.tick);
      this.#draw(frame);
    }
  }

  /** Lets go of a picture that waits. */
  clear() {
    this.pending?.close();
    this.pending = null;
  }

  #draw(frame) {
    const { displayWidth: width, displayHeight: height } = frame;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.drawImage(frame, 0, 0);
    this.drawn(frame, nowMicros());
    frame.close();
  }
}
