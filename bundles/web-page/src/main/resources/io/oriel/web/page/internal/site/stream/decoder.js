// VideoDecoder with a second and third chance.

/** What is asked of the browser, one after the other. */
const WISHES = /** @type {const} */ (['no-preference', 'prefer-software', 'prefer-hardware']);

/** @typedef {{codecString: string, width: number, height: number}} Format */

export class Decoder {
  /**
   * @param {object} to
   * @param {(frame: VideoFrame) => void} to.output takes the frame over
   * @param {() => void} to.broken a key frame is needed
   * @param {(text: string) => void} to.hopeless no decoder of this browser takes the format
   * @param {typeof VideoDecoder} [to.Kind]
   */
  constructor({ output, broken, hopeless, Kind = VideoDecoder }) {
    this.output = output;
    this.broken = broken;
    this.hopeless = hopeless;
    this.Kind = Kind;
    /** @type {VideoDecoder | null} */
    this.decoder = null;
    /** @type {Format | null} */
    this.format = null;
    this.wish = 0;
    this.failures = 0;
  }

  get queue() {
    return this.decoder?.decodeQueueSize ?? 0;
  }

  get ready() {
    return this.decoder?.state === 'configured';
  }

  /** @param {Format} format frames that follow, a key frame first */
  configure(format) {
    if (this.format?.codecString !== format.codecString) {
      this.wish = 0;
      this.failures = 0;
    }
    this.format = format;
    this.#open();
  }

  /** @param {EncodedVideoChunk} chunk */
  decode(chunk) {
    try {
      this.decoder.decode(chunk);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Drops what is queued; a key frame is needed afterwards. */
  flush() {
    if (this.format) {
      this.#open();
    }
  }

  /** Nothing comes out of it, and it says nothing. */
  stuck() {
    this.#failed(new Error('no picture comes out of the decoder'));
  }

  close() {
    if (this.decoder && this.decoder.state !== 'closed') {
      this.decoder.close();
    }
    this.decoder = null;
  }

  #open() {
    try {
      if (!this.decoder || this.decoder.state === 'closed') {
        this.decoder = this.#create();
      } else if (this.decoder.state === 'configured') {
        this.decoder.reset();
      }
      this.decoder.configure({
        codec: this.format.codecString,
        codedWidth: this.format.width,
        codedHeight: this.format.height,
        optimizeForLatency: true,
        hardwareAcceleration: WISHES[this.wish],
      });
    } catch (error) {
      this.#failed(error);
    }
  }

  #create() {
    const decoder = new this.Kind({
      output: (frame) => {
        if (decoder !== this.decoder) {
          frame.close();
          return;
        }
        this.failures = 0;
        this.output(frame);
      },
      error: (error) => {
        if (decoder === this.decoder) {
          this.#failed(error);
        }
      },
    });
    return decoder;
  }

  #failed(error) {
    this.close();
    this.failures++;
    if (this.failures > 1) {
      this.wish++;
    }
    if (this.wish >= WISHES.length) {
      this.wish = 0;
      this.failures = 0;
      this.hopeless(`the browser cannot decode ${this.format?.codecString}: ${error.message}`);
      return;
    }
    this.broken();
  }
}
