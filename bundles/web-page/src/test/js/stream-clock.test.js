import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

const { Backoff } = await load('stream/backoff.js');
const { Choice } = await load('stream/choice.js');
const { captureOfRtp, ClockFilter } = await load('stream/clock.js');
const { InputTimes } = await load('stream/input-times.js');
const { Rate, Samples } = await load('stream/measures.js');

test('the fastest round trip says what the clocks differ by', () => {
  const clock = new ClockFilter();
  const offset = 5_000_000;
  for (const [there, back] of [[9000, 1000], [500, 500], [1000, 30_000]]) {
    const sent = 1_000_000;
    const hostIn = sent + there + offset;
    clock.add(sent, hostIn, hostIn + 100, sent + there + 100 + back);
  }

  assert.equal(clock.offset, offset);
  assert.equal(clock.leastRtt, 1000);
  assert.equal(clock.toPage(clock.toHost(42)), 42);
});

test('round trips of less than nothing are not believed', () => {
  const clock = new ClockFilter();
  clock.add(100, 50, 40, 200);
  clock.add(100, 0, 500, 200);

  assert.ok(Number.isNaN(clock.offset));
});

test('a video time stamp is a capture time, near the present', () => {
  for (const capture of [1_000_000, 47_721_858_000, 95_443_717_688, 4_000_000_000_000]) {
    const rtp = Math.round(capture * 0.09) % 2 ** 32;
    assert.ok(Math.abs(captureOfRtp(rtp, capture + 40_000) - capture) < 12);
    assert.ok(Math.abs(captureOfRtp(rtp, capture - 5_000) - capture) < 12);
  }
});

test('attempts become rarer, by chance, up to a limit', () => {
  const most = new Backoff(() => 1);
  const least = new Backoff(() => 0);

  assert.deepEqual([1, 2, 3].map(() => most.next()), [250, 500, 1000]);
  assert.deepEqual([1, 2, 3].map(() => least.next()), [125, 250, 500]);
  for (let i = 0; i < 20; i++) {
    most.next();
  }
  assert.equal(most.next(), 5_000);
  most.reset();
  assert.equal(most.next(), 250);
});

const OFFERS = [{ protocol: 'webrtc', preference: 10 }, { protocol: 'webtransport', preference: 20 }];
const names = (offers) => offers.map((o) => o.protocol);

test('the host\'s preference decides, and what the browser can do', () => {
  const both = new Set(['webtransport', 'webrtc']);

  assert.deepEqual(names(new Choice({ able: both }).order(OFFERS, 0)), ['webtransport', 'webrtc']);
  assert.deepEqual(names(new Choice({ able: new Set(['webrtc']) }).order(OFFERS, 0)), ['webrtc']);
  assert.deepEqual(names(new Choice({ able: both, force: 'webrtc' }).order(OFFERS, 0)), ['webrtc']);
});

test('what failed comes last as long as the other works', () => {
  const choice = new Choice({ able: new Set(['webtransport', 'webrtc']) });
  choice.failedWith('webtransport');
  assert.deepEqual(names(choice.order(OFFERS, 0)), ['webrtc', 'webtransport']);

  choice.workedWith('webrtc', 0);
  assert.deepEqual(names(choice.order(OFFERS, 1000)), ['webrtc', 'webtransport']);
  assert.deepEqual(names(choice.order(OFFERS, 300_001)), ['webtransport', 'webrtc']);
});

test('where nothing works, the best is tried first again', () => {
  const choice = new Choice({ able: new Set(['webtransport', 'webrtc']) });
  choice.failedWith('webtransport');
  choice.failedWith('webrtc');

  assert.deepEqual(names(choice.order(OFFERS, 0)), ['webtransport', 'webrtc']);
});

test('input times run from the first sending of an event to its acknowledgement', () => {
  const times = new InputTimes();
  const message = (first, count) => Uint8Array.of(1, 0, 0, 0, first, count);
  times.sent(message(0, 1), 10);
  times.sent(message(0, 1), 20);
  times.sent(message(0, 3), 22);
  times.done(1, 25);
  times.done(3, 26);

  assert.deepEqual(times.all(), [15, 4]);
});

test('figures are of the last values', () => {
  const samples = new Samples(4);
  assert.equal(samples.summary(), null);
  [100, 1, NaN, 2, 3, 4].forEach((v) => samples.add(v));

  assert.deepEqual(samples.all(), [1, 2, 3, 4]);
  assert.deepEqual(samples.summary(), { p50: 3, p95: 4 });

  const rate = new Rate();
  rate.of(10, 1000);
  assert.equal(rate.of(40, 1500), 60);
});
