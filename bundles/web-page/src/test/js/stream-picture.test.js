import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { load } from './load.js';

/** Decodes nothing by itself: what was given to it waits. */
class FakeDecoder {
  static made = [];

  constructor({ output, error }) {
    Object.assign(this, { output, error, state: 'unconfigured', chunks: [], failing: false });
    FakeDecoder.made.push(this);
  }

  get decodeQueueSize() {
    return this.chunks.length;
  }

  configure() {
    this.state = 'configured';
    this.fresh = true;
  }

  decode(chunk) {
    if (this.failing || (this.fresh && chunk.type !== 'key')) {
      throw new Error('a key frame is required');
    }
    this.fresh = false;
    this.chunks.push(chunk);
  }

  reset() {
    this.chunks = [];
    this.state = 'unconfigured';
  }

  close() {
    this.state = 'closed';
  }
}

globalThis.VideoDecoder = FakeDecoder;
globalThis.EncodedVideoChunk = class {
  constructor(init) {
    Object.assign(this, init);
  }
};
const { Backlog } = await load('stream/backlog.js');
const { Picture } = await load('stream/picture.js');

const told = [];
const hopeless = [];

function picture() {
  const made = new Picture({
    painter: { offer: () => {}, clear: () => {} },
    clock: { rtt: 20_000, toPage: (micros) => micros },
    small: () => {},
    control: (message) => told.push(message.type),
    hopeless: (text) => hopeless.push(text),
  });
  made.describe({ codecString: 'avc1', width: 640, height: 360, frame: 0, refreshMilliHz: 60_000 });
  return made;
}

const frame = (number, flags = 0) => ({
  number, flags, captureMicros: 16_667 * number, encodeMicros: 1, sendMicros: 2,
  data: new Uint8Array(10),
});

beforeEach(() => {
  told.length = 0;
  hopeless.length = 0;
  FakeDecoder.made.length = 0;
});

test('frames that waited for a missing one are all decoded', () => {
  const p = picture();
  p.arrived(frame(0, 1));
  for (let i = 2; i < 30; i++) {
    p.arrived(frame(i));
  }
  p.arrived(frame(1));
  p.close();

  assert.equal(FakeDecoder.made[0].chunks.length, 30);
  assert.deepEqual(told, []);
  assert.equal(p.totals.dropped, 0);
});

test('after a failure nothing but a key frame goes to the decoder', () => {
  const p = picture();
  p.arrived(frame(0, 1));
  for (const i of [2, 3, 4]) {
    p.arrived(frame(i));
  }
  p.arrived(frame(5, 0));
  FakeDecoder.made[0].failing = true;
  p.arrived(frame(1));

  assert.deepEqual(told, ['keyframe']);
  p.arrived(frame(6));
  p.arrived(frame(7, 1));
  p.arrived(frame(8));
  p.close();

  assert.deepEqual(FakeDecoder.made[1].chunks.map((c) => c.type), ['key', 'delta']);
  assert.deepEqual(hopeless, []);
});

test('a queue that is long for a moment says nothing', () => {
  const backlog = new Backlog();

  assert.equal(backlog.hopeless(30, 16.7, 1000), false);
  assert.equal(backlog.hopeless(20, 16.7, 1100), false);
  assert.equal(backlog.hopeless(8, 16.7, 1110), false);
  assert.equal(backlog.hopeless(10, 16.7, 1130), false);
  assert.equal(backlog.hopeless(10, 16.7, 1240), false);
});

test('a queue that stays long is given up, and one that is far too long at once', () => {
  const backlog = new Backlog();

  assert.equal(backlog.hopeless(10, 16.7, 1000), false);
  assert.equal(backlog.hopeless(11, 16.7, 1060), false);
  assert.equal(backlog.hopeless(10, 16.7, 1120), true);
  backlog.reset();
  assert.equal(backlog.hopeless(10, 16.7, 1121), false);
  assert.equal(backlog.hopeless(61, 16.7, 1122), true);
});
