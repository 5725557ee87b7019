import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

const { ReorderWindow } = await load('stream/reorder.js');
const { SoundOrder } = await load('stream/sound-order.js');

const frame = (number, flags = 0) => ({ number: number >>> 0, flags, data: { length: 10 } });
const numbers = (frames) => frames.map((f) => f.number);

function begun(at = 0) {
  const window = new ReorderWindow();
  assert.deepEqual(numbers(window.push(frame(at, 1), 0)), [at >>> 0]);
  return window;
}

test('nothing is decoded before a key frame', () => {
  const window = new ReorderWindow();

  assert.deepEqual(window.push(frame(4), 0), []);
  assert.deepEqual(window.push(frame(5, 2), 0), []);
  assert.deepEqual(numbers(window.push(frame(6, 1), 0)), [6]);
});

test('frames that overtake each other come out in order', () => {
  const window = begun();

  assert.deepEqual(window.push(frame(3), 1), []);
  assert.deepEqual(window.push(frame(2), 2), []);
  assert.deepEqual(numbers(window.push(frame(1), 3)), [1, 2, 3]);
  assert.equal(window.skipped, 0);
  assert.equal(window.waiting, false);
});

test('numbers wrap', () => {
  const window = begun(-2);

  assert.deepEqual(window.push(frame(0), 1), []);
  assert.deepEqual(numbers(window.push(frame(-1), 1)), [4294967295, 0]);
});

test('a frame after an invalidation does not wait for what is missing', () => {
  const window = begun();
  window.push(frame(2), 1);
  window.push(frame(4), 1);

  assert.deepEqual(numbers(window.push(frame(3, 2), 2)), [3, 4]);
  assert.equal(window.skipped, 2);
  assert.deepEqual(window.push(frame(1), 3), []);
});

test('a gap is reported when it is old, again when nobody answers, and can still close', () => {
  const window = begun();
  window.push(frame(3), 100);
  window.push(frame(4), 110);

  assert.equal(window.overdue(130, 33), null);
  assert.deepEqual(window.overdue(133, 33), { first: 1, last: 2, again: false });
  assert.equal(window.overdue(150, 33), null);
  assert.deepEqual(window.overdue(133 + 4 * 33, 33), { first: 1, last: 2, again: true });
  assert.deepEqual(numbers(window.push(frame(1), 300)), [1]);
  assert.deepEqual(numbers(window.push(frame(2), 300)), [2, 3, 4]);
});

test('late and repeated frames change nothing', () => {
  const window = begun(5);

  assert.deepEqual(window.push(frame(5, 1), 1), []);
  assert.deepEqual(window.push(frame(4), 1), []);
  assert.deepEqual(numbers(window.push(frame(6), 1)), [6]);
});

test('what waits behind a gap is bounded', () => {
  const window = begun();
  for (let i = 2; i < 1000; i++) {
    window.push(frame(i), i);
  }

  assert.ok(window.held.size <= 120);
  assert.deepEqual(numbers(window.push(frame(1000, 1), 1000)), [1000]);
  assert.equal(window.held.size, 0);
  assert.equal(window.bytes, 0);
});

test('sound that overtakes is put in order, what is missing is given up soon', () => {
  const order = new SoundOrder();
  const push = (n) => order.push(n >>> 0, n).map((r) => r.sequence);

  assert.deepEqual(push(-1), [4294967295]);
  assert.deepEqual(push(1), []);
  assert.deepEqual(push(0), [0, 1]);
  assert.deepEqual(push(4), []);
  assert.deepEqual(push(5), []);
  assert.deepEqual(push(6), [4, 5, 6]);
  assert.equal(order.lost, 2);
  assert.deepEqual(push(3), []);
  assert.equal(order.late, 1);
  assert.deepEqual(push(100_000), [100_000]);
});
