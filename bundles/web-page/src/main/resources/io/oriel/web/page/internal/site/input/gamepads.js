// Polls gamepads once per frame of the screen while there are any, and sends what changed.

import { padConnected, padGone, padState } from './events.js';
import { NEUTRAL, capabilitiesOf, stateOf, typeOf } from './pads.js';
import { Rumble } from './rumble.js';

const MOST = 16;

export class Gamepads {
  /**
   * @param {(...events: Uint8Array[]) => void} send
   * @param {(name: string, here: boolean) => void} [tell] a controller came or went
   */
  constructor(send, tell = () => {}) {
    this.send = send;
    this.tell = tell;
    /** @type {Map<number, { id: string, state: string, rumble: Rumble }>} by slot */
    this.pads = new Map();
    this.frame = 0;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    addEventListener('gamepadconnected', () => this.#run(), { signal });
    addEventListener('gamepaddisconnected', () => this.#poll(), { signal });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        this.release();
      }
    }, { signal });
    this.#run();
  }

  /** The host wants motors to run, until changed where millis is 0. */
  rumble({ pad, low, high, millis }) {
    this.pads.get(pad)?.rumble.motors(low / 65535, high / 65535, millis);
  }

  triggerRumble({ pad, left, right }) {
    this.pads.get(pad)?.rumble.triggers(left / 65535, right / 65535);
  }

  /** A new session knows of no controllers yet. */
  announce() {
    for (const slot of this.pads.keys()) {
      this.#forget(slot, false);
    }
    this.#run();
  }

  /** Lets everything go: the page is not seen, and will not learn what happens. */
  release() {
    for (const [slot, known] of this.pads) {
      this.#state(slot, known, NEUTRAL);
    }
  }

  /** No motor runs: nobody would say when it shall stop. */
  still() {
    for (const { rumble } of this.pads.values()) {
      rumble.stop();
    }
  }

  stop() {
    this.stopping.abort();
    cancelAnimationFrame(this.frame);
    for (const slot of [...this.pads.keys()]) {
      this.#forget(slot, true);
    }
  }

  #run() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (this.#poll() > 0) {
        this.#run();
      }
    });
  }

  /** @returns {number} controllers that are there */
  #poll() {
    const here = new Set();
    for (const pad of navigator.getGamepads?.() ?? []) {
      if (!pad?.connected || pad.index >= MOST) {
        continue;
      }
      here.add(pad.index);
      let known = this.pads.get(pad.index);
      if (known?.id !== pad.id) {
        this.#forget(pad.index, true);
        known = { id: pad.id, state: '', rumble: new Rumble(pad) };
        this.pads.set(pad.index, known);
        this.send(padConnected(pad.index, typeOf(pad.id), capabilitiesOf(pad)));
        this.tell(pad.id, true);
      }
      this.#state(pad.index, known, stateOf(pad));
    }
    for (const slot of [...this.pads.keys()]) {
      if (!here.has(slot)) {
        this.#forget(slot, true);
      }
    }
    return here.size;
  }

  #state(slot, known, state) {
    const text = JSON.stringify(state);
    if (text !== known.state) {
      known.state = text;
      this.send(padState(slot, state));
    }
  }

  #forget(slot, tell) {
    const known = this.pads.get(slot);
    if (known) {
      this.pads.delete(slot);
      known.rumble.stop();
      if (tell) {
        this.send(padGone(slot));
        this.tell(known.id, false);
      }
    }
  }
}
