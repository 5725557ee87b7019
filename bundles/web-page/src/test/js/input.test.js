import { test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { load, hex } from './load.js';

const { KEYS, evdevCode } = await load('input/keys.js');
const { Keyboard } = await load('input/keyboard.js');
const { edits, asEvents } = await load('input/textfield.js');
const { letterbox, within } = await load('input/geometry.js');
const { Wheel } = await load('input/wheel.js');
const { Fingers, lean } = await load('input/fingers.js');
const { PHASE } = await load('input/events.js');
const pads = await load('input/pads.js');

function keyboard(options) {
  const sent = [];
  const board = new Keyboard((...events) => sent.push(...events.map(hex)), options);
  const press = (code, more = {}) => board.down({ code, key: 'x', timeStamp: 1, ...more });
  const lift = (code, more = {}) => board.up({ code, key: 'x', timeStamp: 2, ...more });
  return { board, sent, press, lift };
}

test('a key that ended a shortcut unseen goes up the next time it is pressed', () => {
  const { sent, press, lift } = keyboard();
  press('KeyT', { ctrlKey: true, altKey: true, shiftKey: true }); // its going up is for the toolbar
  sent.length = 0;

  press('KeyT');
  lift('KeyT');

  assert.deepEqual(sent, ['01001401', '01001400']);
});

test('key codes are those of the kernel', { skip: !existsSync('/usr/include/linux/input-event-codes.h') && 'no kernel headers' }, () => {
  const header = readFileSync('/usr/include/linux/input-event-codes.h', 'utf8');
  const code = (name) => {
    const value = new RegExp(`#define\\s+${name}\\s+(\\w+)`).exec(header)[1];
    return /^\d|^0x/.test(value) ? Number(value) : code(value);
  };
  const names = {
    KeyA: 'KEY_A', KeyZ: 'KEY_Z', Digit0: 'KEY_0', IntlBackslash: 'KEY_102ND', F12: 'KEY_F12',
    F24: 'KEY_F24', NumpadComma: 'KEY_KPCOMMA', Lang1: 'KEY_HANGEUL', IntlYen: 'KEY_YEN',
    ContextMenu: 'KEY_COMPOSE', AltRight: 'KEY_RIGHTALT', MediaStop: 'KEY_STOPCD',
    BrowserHome: 'KEY_HOMEPAGE', LaunchApp2: 'KEY_CALC', PrintScreen: 'KEY_SYSRQ',
    SelectTask: 'KEY_SCALE', KanaMode: 'KEY_KATAKANAHIRAGANA', Eject: 'KEY_EJECTCD',
  };
  for (const [name, constant] of Object.entries(names)) {
    assert.equal(KEYS[name], code(constant), name);
  }
});

test('keys without a place are known by name, others are left to text', () => {
  assert.equal(evdevCode({ code: '', key: 'Enter' }), 28);
  assert.equal(evdevCode({ code: '', key: 'a' }), undefined);
  assert.equal(evdevCode({ code: 'toString', key: '' }), undefined);
});

test('a key goes down once and up once however often it repeats', () => {
  const { sent, press, lift } = keyboard();
  press('KeyA');
  press('KeyA', { repeat: true });
  lift('KeyA');
  lift('KeyA');
  assert.deepEqual(sent, ['01001e01', '01001e00']);
});

test("AltGr on Windows is no Control", () => {
  const { sent, press, lift } = keyboard();
  press('ControlLeft', { timeStamp: 5 });
  press('AltRight', { timeStamp: 5 });
  lift('ControlLeft');
  lift('AltRight');
  assert.deepEqual(sent, ['01001d01', '01001d00', '01006401', '01006400']);
});

test('an input method keeps its keys', () => {
  const { sent, press } = keyboard();
  assert.equal(press('KeyA', { key: 'Process', keyCode: 229 }), false);
  assert.equal(press('KeyA', { isComposing: true }), false);
  assert.deepEqual(sent, []);
});

test('a Mac forgets the keys that were held with Command', () => {
  const { sent, press, lift, board } = keyboard({ mac: true });
  press('MetaLeft');
  press('KeyC');
  lift('MetaLeft');
  assert.deepEqual(sent.slice(2), ['01007d00', '01002e00']);
  assert.equal(board.held.size, 0);
});

test('shortcuts of the page are not for the desktop', () => {
  const seen = [];
  const { sent, press, lift } = keyboard({ shortcut: (name) => seen.push(name) });
  press('ControlLeft');
  const all = { ctrlKey: true, altKey: true, shiftKey: true };
  assert.equal(press('KeyS', all), true);
  lift('KeyS');
  assert.deepEqual(seen, ['statistics']);
  assert.deepEqual(sent, ['01001d01', '0c']);
});

test('Print Screen that only goes up is pressed, too', () => {
  const { sent, lift } = keyboard();
  lift('PrintScreen', { code: 'PrintScreen' });
  assert.deepEqual(sent, ['01006301', '01006300']);
});

test('changes of a text become Backspaces and text', () => {
  assert.deepEqual(edits('  teh', '  the '), { erased: 2, written: 'he ' });
  assert.deepEqual(edits('a😀', 'a'), { erased: 1, written: '' });
  assert.deepEqual(edits('a', 'a'), { erased: 0, written: '' });
  assert.deepEqual(asEvents({ erased: 1, written: 'a\nb' }).map(hex),
    ['01000e01', '01000e00', '020161', '01001c01', '01001c00', '020162']);
});

test('a point of the page is a point of the letterboxed picture', () => {
  const box = letterbox({ left: 0, top: 0, width: 1000, height: 1000 }, 2000, 1000);
  assert.deepEqual(box, { left: 0, top: 250, width: 1000, height: 500 });
  assert.deepEqual(within(box, 500, 500), { x: 0.5, y: 0.5, inside: true });
  assert.deepEqual(within(box, 500, 100), { x: 0.5, y: 0, inside: false });
});

test('wheels are counted in clicks, touchpads in parts of them, and nothing is lost', () => {
  const wheel = new Wheel();
  assert.deepEqual(wheel.take({ deltaX: 0, deltaY: 53, deltaMode: 0, wheelDeltaY: -120 }), { dx: 0, dy: 120 });
  assert.deepEqual(wheel.take({ deltaX: 0, deltaY: -3, deltaMode: 1 }), { dx: 0, dy: -120 });
  let sum = 0;
  for (let i = 0; i < 100; i++) {
    sum += wheel.take({ deltaX: 0, deltaY: 0.5, deltaMode: 0, wheelDeltaY: -1 }).dy;
  }
  assert.equal(sum, 60);
  assert.deepEqual(
    wheel.take({ deltaX: 100, deltaY: 0, deltaMode: 0, wheelDeltaX: -120, shiftKey: true }), { dx: 0, dy: 120 });
});

test('ten fingers have numbers, an eleventh has none', () => {
  const fingers = new Fingers();
  const down = (id) => fingers.event(PHASE.down, { pointerId: id, pressure: 0.5, width: 1, height: 1 }, { x: 0, y: 0 }, 100);
  for (let i = 0; i < 10; i++) {
    assert.equal(down(100 + i)[5], i);
  }
  assert.equal(down(200), null);
  fingers.event(PHASE.up, { pointerId: 103, pressure: 0, width: 1, height: 1 }, { x: 0, y: 0 }, 100);
  assert.equal(down(201)[5], 3);
});

test('a pen that leans to the right points to the left', () => {
  assert.deepEqual(lean({ altitudeAngle: Math.PI / 4, azimuthAngle: 0 }), { tilt: 45, rotation: 270 });
  assert.deepEqual(lean({ tiltX: 0, tiltY: 45 }), { tilt: 45, rotation: 0 });
  assert.deepEqual(lean({ altitudeAngle: Math.PI / 2, azimuthAngle: 0, twist: 90 }), { tilt: 0, rotation: 90 });
});

test('a standard controller is read as the desktop names it', () => {
  const buttons = Array.from({ length: 17 }, () => ({ pressed: false, value: 0 }));
  buttons[0] = { pressed: true, value: 1 };
  buttons[7] = { pressed: true, value: 0.5 };
  buttons[12] = { pressed: true, value: 1 };
  const state = pads.stateOf({ mapping: 'standard', buttons, axes: [1, 1, -1, -1] });
  assert.deepEqual(state,
    { buttons: 0x1001, left: 0, right: 128, lx: 32767, ly: -32768, rx: -32768, ry: 32767 });
  assert.equal(pads.typeOf('DualSense Wireless Controller (Vendor: 054c)'), 2);
  assert.equal(pads.typeOf('Xbox 360 Controller'), 1);
  assert.equal(pads.typeOf('Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e)'), 1);
  assert.equal(pads.typeOf('Wireless Controller (STANDARD GAMEPAD Vendor: 054c)'), 2);
  assert.equal(pads.capabilitiesOf(
    { buttons, vibrationActuator: { effects: ['dual-rumble', 'trigger-rumble'] } }), 7);
});
