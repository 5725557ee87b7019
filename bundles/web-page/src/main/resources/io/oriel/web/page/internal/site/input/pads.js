// Gamepads as the Gamepad API shows them, in the protocol's terms. Pure functions.

import { PAD_TYPE } from './events.js';

/** Bits of GamepadState in the order of the standard mapping's buttons; 0: a trigger. */
const STANDARD = Object.freeze([
  0x1000, 0x2000, 0x4000, 0x8000, 0x100, 0x200, 0, 0, 0x20, 0x10, 0x40, 0x80,
  0x1, 0x2, 0x4, 0x8, 0x400, 0x100000,
]);
/** The same as Linux orders an Xbox controller that a browser has no mapping for. */
const PLAIN = Object.freeze([
  0x1000, 0x2000, 0x4000, 0x8000, 0x100, 0x200, 0x20, 0x10, 0x400, 0x40, 0x80,
]);

/** Bits of PadCapability. */
const ANALOG_TRIGGERS = 1;
const RUMBLE = 2;
const TRIGGER_RUMBLE = 4;
const TOUCHPAD = 8;

/** @param {string} id as Gamepad.id */
export function typeOf(id) {
  const name = id.toLowerCase();
  if (/054c|playstation|dualshock|dualsense|^wireless controller \(standard/.test(name)) {
    return PAD_TYPE.playstation;
  }
  if (/057e|nintendo|joy-con|pro controller/.test(name)) {
    return PAD_TYPE.nintendo;
  }
  if (/28de|steam/.test(name)) {
    return PAD_TYPE.steam;
  }
  return /045e|xbox|xinput|x-box/.test(name) ? PAD_TYPE.xbox : PAD_TYPE.unknown;
}

/** @param {Gamepad} pad */
export function capabilitiesOf(pad) {
  const actuator = /** @type {any} */ (pad).vibrationActuator;
  const effects = actuator?.effects ?? (actuator ? ['dual-rumble'] : []);
  return ANALOG_TRIGGERS
    | (effects.includes('dual-rumble') ? RUMBLE : 0)
    | (effects.includes('trigger-rumble') ? TRIGGER_RUMBLE : 0)
    | (pad.buttons.length > 17 ? TOUCHPAD : 0);
}

/**
 * @param {Gamepad} pad
 * @returns as events.padState takes it
 */
export function stateOf(pad) {
  return pad.mapping !== 'standard' && pad.axes.length >= 8 ? plain(pad) : standard(pad);
}

function standard({ buttons, axes }) {
  let bits = 0;
  STANDARD.forEach((bit, i) => {
    bits |= buttons[i]?.pressed ? bit : 0;
  });
  return {
    buttons: bits,
    left: unsigned(buttons[6]?.value),
    right: unsigned(buttons[7]?.value),
    lx: signed(axes[0]),
    ly: signed(-axes[1]),
    rx: signed(axes[2]),
    ry: signed(-axes[3]),
  };
}

function plain({ buttons, axes }) {
  let bits = 0;
  PLAIN.forEach((bit, i) => {
    bits |= buttons[i]?.pressed ? bit : 0;
  });
  bits |= axes[7] < -0.5 ? 0x1 : axes[7] > 0.5 ? 0x2 : 0;
  bits |= axes[6] < -0.5 ? 0x4 : axes[6] > 0.5 ? 0x8 : 0;
  return {
    buttons: bits,
    left: unsigned((axes[2] + 1) / 2),
    right: unsigned((axes[5] + 1) / 2),
    lx: signed(axes[0]),
    ly: signed(-axes[1]),
    rx: signed(axes[3]),
    ry: signed(-axes[4]),
  };
}

/** @param {number | undefined} x01 */
function unsigned(x01) {
  return Math.round(Math.max(0, Math.min(1, x01 || 0)) * 255);
}

/** @param {number | undefined} x -1 … 1 */
function signed(x) {
  const limited = Math.max(-1, Math.min(1, x || 0));
  return Math.round(limited < 0 ? limited * 32768 : limited * 32767);
}

/** A controller that nobody touches. */
export const NEUTRAL = Object.freeze({ buttons: 0, left: 0, right: 0, lx: 0, ly: 0, rx: 0, ry: 0 });
