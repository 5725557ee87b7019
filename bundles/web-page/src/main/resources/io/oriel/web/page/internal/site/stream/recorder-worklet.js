// Hands what a microphone hears to the page in pieces of 20 ms. Runs on the audio thread.

const PIECE = 960;

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Float32Array(PIECE);
    this.filled = 0;
    this.stopped = false;
    this.port.onmessage = () => {
      this.stopped = true;
    };
  }

  process([input]) {
    const heard = input[0];
    for (let i = 0; heard && i < heard.length; i++) {
      this.piece[this.filled++] = heard[i];
      if (this.filled === PIECE) {
        this.port.postMessage(this.piece, [this.piece.buffer]);
        this.piece = new Float32Array(PIECE);
        this.filled = 0;
      }
    }
    return !this.stopped;
  }
}

registerProcessor('oriel-recorder', Recorder);
