import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, load } from './load.js';

const { ControlReader, frameOf, messageOf } = await load('stream/control.js');
const { FrameReader, HEADER } = await load('stream/frames.js');
const messages = await load('stream/messages.js');

const bytes = (text) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

test('what the page says has the bytes of the protocol', () => {
  assert.equal(hex(messages.ping(7, 1_700_000_000_123_456)), '02' + '00000007' + '00060a2418202240');
  assert.equal(hex(messages.received(0x01020304, 0x01020303, 300)), '03' + '01020304' + '01020303' + 'ff');
  assert.equal(hex(messages.lost(9, 4_294_967_295)), '04' + '00000009' + 'ffffffff');
  assert.equal(hex(messages.microphone(1, bytes('fc00'))), '05' + '00000001' + 'fc00');
});

test('what the host says is understood', () => {
  assert.deepEqual(messages.parse(bytes('81 00000102')), { type: messages.INPUT_DONE, next: 258 });
  const pong = messages.parse(bytes('82 00000007 00060a2418202240 0000000100000000 0000000100000005'));
  assert.equal(pong.pageMicros, 1_700_000_000_123_456);
  assert.equal(pong.outMicros - pong.inMicros, 5);
  const sound = messages.parse(bytes('83 00000002 0000000000000bb8 f8aa'));
  assert.deepEqual([sound.sequence, sound.micros, hex(sound.packet)], [2, 3000, 'f8aa']);
});

test('short and unknown messages are nothing', () => {
  for (const text of ['', '81', '8200000001', '83000000020000000000000b', '84', '00', 'ff01']) {
    assert.equal(messages.parse(bytes(text)), null, text);
  }
});

test('random messages never throw', () => {
  let seed = 1;
  for (let i = 0; i < 20_000; i++) {
    const size = i % 40;
    const random = Uint8Array.from({ length: size }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed >>> 24;
    });
    messages.parse(random);
  }
});

test('a control message comes back, in pieces of any size', () => {
  const all = [{ type: 'welcome', name: 'Ähre' }, { type: 'rate', bitsPerSecond: 5 }];
  const stream = Buffer.concat(all.map(frameOf));
  for (let size = 1; size < stream.length; size++) {
    const reader = new ControlReader();
    const found = [];
    for (let at = 0; at < stream.length; at += size) {
      found.push(...reader.push(stream.subarray(at, at + size)));
    }
    assert.deepEqual(found, all);
  }
});

test('a control message that is too long ends the connection', () => {
  assert.throws(() => new ControlReader().push(bytes('00010001')), /65537/);
  assert.throws(() => frameOf({ type: 'x', text: 'y'.repeat(70_000) }), /too long/);
});

test('what is no message is left out', () => {
  assert.equal(messageOf('[1]'), null);
  assert.equal(messageOf('null'), null);
  assert.equal(messageOf('{"type": 3}'), null);
});

test('a frame comes out of its stream when its last byte is there', () => {
  const stream = bytes('01 05 00000009 0000000000000bb8 00000064 000000c8 00000003 aabbcc');
  for (const size of [1, 2, HEADER, 100]) {
    const reader = new FrameReader();
    const found = [];
    for (let at = 0; at < stream.length; at += size) {
      found.push(reader.push(stream.subarray(at, at + size)));
    }
    assert.equal(found.slice(0, -1).filter((f) => f !== null).length, 0);
    const frame = found.at(-1);
    assert.deepEqual(
      [frame.flags, frame.number, frame.captureMicros, frame.encodeMicros, frame.sendMicros],
      [5, 9, 3000, 100, 200]);
    assert.equal(hex(frame.data), 'aabbcc');
  }
});

test('a stream that is no frame is refused', () => {
  assert.throws(() => new FrameReader().push(bytes('02')), /type 2/);
  assert.throws(
    () => new FrameReader().push(bytes('01 00 00000009 0000000000000bb8 00000064 000000c8 7fffffff')),
    /2147483647 bytes/);
});
