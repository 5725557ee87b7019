// Shows and plays what a Peer receives: on the worker's canvas where the browser hands frames out,
// else in a video element above it.

/** Element events say nothing about how a frame was received. */
const NOTHING = Object.freeze({});

export class PeerView {
  /**
   * @param {object} to
   * @param {HTMLCanvasElement} to.canvas
   * @param {boolean} to.onCanvas
   * @param {(message: object, transfer?: Transferable[]) => void} to.post to the worker
   * @param {(blocked: boolean) => void} to.soundBlocked
   */
  constructor({ canvas, onCanvas, post, soundBlocked }) {
    this.canvas = canvas;
    this.onCanvas = onCanvas;
    this.post = post;
    this.soundBlocked = soundBlocked;
    /** @type {HTMLVideoElement | null} */
    this.video = null;
    /** @type {HTMLAudioElement | null} */
    this.audio = null;
    this.volume = 1;
    this.muted = false;
  }

  /** @param {MediaStreamTrack} track */
  showPicture(track) {
    if (this.onCanvas) {
      const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 2 });
      this.post({ type: 'frames', readable }, [readable]);
      return;
    }
    const video = document.createElement('video');
    video.className = 'picture';
    video.muted = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    Object.assign(video.style, {
      position: 'absolute', inset: '0', width: '100%', height: '100%', objectFit: 'contain',
      pointerEvents: 'none',
    });
    video.srcObject = new MediaStream([track]);
    this.canvas.after(video);
    video.play().catch(() => {});
    this.video = video;
    this.#watch(video);
  }

  /** @param {MediaStreamTrack} track */
  playSound(track) {
    const audio = new Audio();
    audio.srcObject = new MediaStream([track]);
    this.audio = audio;
    this.level(this.volume, this.muted);
    this.resume();
  }

  /** @param {number} volume 0 … 1 @param {boolean} muted */
  level(volume, muted) {
    this.volume = volume;
    this.muted = muted;
    if (this.audio) {
      this.audio.volume = volume;
      this.audio.muted = muted;
    }
  }

  /** After a user's gesture. */
  resume() {
    this.audio?.play().then(() => this.soundBlocked(false), (error) => {
      if (error.name === 'NotAllowedError') {
        this.soundBlocked(true);
      }
    });
  }

  clear() {
    for (const element of [this.video, this.audio]) {
      if (element) {
        element.srcObject = null;
        element.remove();
      }
    }
    this.video = null;
    this.audio = null;
  }

  #watch(video) {
    if (!video.requestVideoFrameCallback) {
      video.ontimeupdate = () => this.#presented(NOTHING, performance.now());
      return;
    }
    const each = (_, said) => {
      if (this.video === video) {
        video.requestVideoFrameCallback(each);
        const { rtpTimestamp, receiveTime } = said;
        this.#presented({
          rtpTimestamp,
          receivedMicros: receiveTime === undefined ? undefined : micros(receiveTime),
        }, said.expectedDisplayTime);
      }
    };
    video.requestVideoFrameCallback(each);
  }

  #presented(said, at) {
    this.post({ type: 'presented', said, at: micros(at) });
  }
}

/** @param {number} millis of this thread's performance.now() */
function micros(millis) {
  return (performance.timeOrigin + millis) * 1000;
}
