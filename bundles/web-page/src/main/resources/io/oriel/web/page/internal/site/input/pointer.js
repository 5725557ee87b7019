// Mouse, wheel, fingers and pens over the picture.

import { PHASE, button, key, moveBy, moveTo, scroll } from './events.js';
import { Fingers, penEvent } from './fingers.js';
import { letterbox, within } from './geometry.js';
import { BUTTONS } from './keys.js';
import { Wheel } from './wheel.js';

const LEFT_CONTROL = 29;

export class Pointer {
  /**
   * @param {HTMLElement} target what the picture lies in
   * @param {object} options
   * @param {(...events: Uint8Array[]) => void} options.send
   * @param {() => { width: number, height: number }} options.picture its size in its own pixels
   * @param {import('./keyboard.js').Keyboard} options.keyboard
   * @param {() => void} [options.touched] somebody pressed something on the picture
   */
  constructor(target, { send, picture, keyboard, touched = () => {} }) {
    this.target = target;
    this.send = send;
    this.picture = picture;
    this.keyboard = keyboard;
    this.touched = touched;
    this.buttons = 0;
    this.wheel = new Wheel();
    this.fingers = new Fingers();
    this.penNear = false;
    /** Pixels of the desktop per count of a captured mouse. */
    this.speed = 1;
    const move = 'onpointerrawupdate' in target && isSecureContext
      ? 'pointerrawupdate' : 'pointermove';
    const on = (name, call) => target.addEventListener(name, call, { passive: false });
    on(move, (e) => this.#moved(e));
    on('pointerdown', (e) => this.#down(e));
    on('pointerup', (e) => this.#up(e, PHASE.up));
    on('pointercancel', (e) => this.#up(e, PHASE.cancel));
    on('pointerleave', (e) => this.#left(e));
    on('wheel', (e) => this.#scrolled(e));
    for (const name of ['contextmenu', 'auxclick', 'dragstart', 'selectstart']) {
      on(name, (e) => e.preventDefault());
    }
    // Back and forward belong to the desktop, the focus to the field that takes text.
    on('mousedown', (e) => e.preventDefault());
    on('mouseup', (e) => e.preventDefault());
    // A second button while one is held comes as a move, and not as a raw one.
    on('pointermove', (e) => {
      if (e.pointerType === 'mouse') {
        this.#pressed(e);
      }
    });
  }

  get captured() {
    return document.pointerLockElement === this.target;
  }

  /** Asks for the mouse: it moves the desktop's pointer by what it moved, without edges. */
  async capture() {
    try {
      await this.target.requestPointerLock({ unadjustedMovement: true });
    } catch (e) {
      if (e?.name === 'NotSupportedError') {
        await this.target.requestPointerLock();
      } else {
        throw e;
      }
    }
  }

  /** Forgets what is pressed; `release all` tells the desktop. */
  clear() {
    this.buttons = 0;
    this.penNear = false;
    this.fingers.clear();
  }

  #box() {
    const { width, height } = this.picture();
    return letterbox(this.target.getBoundingClientRect(), width, height);
  }

  #moved(event) {
    const events = event.getCoalescedEvents?.() ?? [];
    const all = events.length > 0 ? events : [event];
    const box = this.#box();
    if (event.pointerType === 'mouse') {
      if (this.captured) {
        const dx = all.reduce((sum, e) => sum + e.movementX, 0) * this.speed;
        const dy = all.reduce((sum, e) => sum + e.movementY, 0) * this.speed;
        if (dx !== 0 || dy !== 0) {
          this.send(moveBy(dx, dy));
        }
      } else {
        const { x, y } = within(box, event.clientX, event.clientY);
        this.send(moveTo(x, y));
      }
    } else if (event.pointerType === 'pen') {
      this.penNear = true;
      const phase = (event.buttons & 33) !== 0 ? PHASE.move : PHASE.hover;
      this.send(...all.map((e) => penEvent(phase, e, within(box, e.clientX, e.clientY))));
    } else {
      this.#finger(PHASE.move, event, box);
    }
  }

  #down(event) {
    this.touched();
    this.target.setPointerCapture?.(event.pointerId);
    if (event.pointerType === 'mouse') {
      this.#pressed(event);
      return;
    }
    event.preventDefault();
    const box = this.#box();
    const at = within(box, event.clientX, event.clientY);
    if (event.pointerType !== 'pen') {
      this.#finger(PHASE.down, event, box);
    } else if (event.button === 0 || event.button === 5) {
      this.penNear = true;
      this.send(penEvent(PHASE.down, event, at));
    }
  }

  #up(event, phase) {
    const box = this.#box();
    if (event.pointerType === 'mouse') {
      this.#pressed(event);
    } else if (event.pointerType === 'pen') {
      this.send(penEvent(phase, event, within(box, event.clientX, event.clientY)));
    } else {
      this.#finger(phase, event, box);
    }
  }

  #left(event) {
    if (event.pointerType === 'pen' && this.penNear) {
      this.penNear = false;
      const at = within(this.#box(), event.clientX, event.clientY);
      this.send(penEvent(PHASE.leave, event, at));
    }
  }

  #finger(phase, event, box) {
    const at = within(box, event.clientX, event.clientY);
    if (phase === PHASE.down && !at.inside) {
      return;
    }
    const made = this.fingers.event(phase, event, at, box.width);
    if (made !== null) {
      this.send(made);
    }
  }

  /** Buttons are compared with what they were: only the first one has events of its own. */
  #pressed(event) {
    const changed = this.buttons ^ event.buttons;
    if (changed === 0) {
      return;
    }
    this.buttons = event.buttons;
    const events = [];
    if (!this.captured) {
      const { x, y } = within(this.#box(), event.clientX, event.clientY);
      events.push(moveTo(x, y));
    }
    BUTTONS.forEach((code, bit) => {
      if (changed & (1 << bit)) {
        events.push(button(code, (event.buttons & (1 << bit)) !== 0));
      }
    });
    this.send(...events);
  }

  #scrolled(event) {
    event.preventDefault();
    const { dx, dy } = this.wheel.take(event);
    if (dx === 0 && dy === 0) {
      return;
    }
    if (event.ctrlKey && !this.keyboard.control) {
      // Two fingers that pinch a touchpad: browsers pretend that Control is held.
      this.send(key(LEFT_CONTROL, true), scroll(dx, dy), key(LEFT_CONTROL, false));
    } else {
      this.send(scroll(dx, dy));
    }
  }
}
