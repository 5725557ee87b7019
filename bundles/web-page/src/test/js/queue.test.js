import { test } from 'node:test';
import assert from 'node:assert/strict';
import { load, vectors, hex } from './load.js';

const events = await load('input/events.js');
const { InputQueue } = await load('input/queue.js');
const recorded = vectors('input-vectors.json');

/** A queue with a clock and timers that only move when told. */
function queue(first = 0) {
  let clock = 0;
  let timers = [];
  const sent = [];
  const q = new InputQueue({
    flush: (m) => sent.push(hex(m)),
    now: () => clock,
    timer: {
      set: (call, millis) => {
        const t = { call, at: clock + millis };
        timers.push(t);
        return t;
      },
      clear: (t) => { timers = timers.filter((other) => other !== t); },
    },
    first,
  });
  const pass = (millis) => {
    const end = clock + millis;
    for (;;) {
      const next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) {
        break;
      }
      timers = timers.filter((t) => t !== next);
      clock = next.at;
      next.call();
    }
    clock = end;
  };
  return { q, sent, pass, timers: () => timers.length };
}

for (const { call, args, hex: wanted } of recorded.events) {
  test(`${call}(${JSON.stringify(args)}) is ${wanted}`, () => {
    const made = events[call](...args);
    assert.equal(hex(Array.isArray(made) ? made[0] : made), wanted);
  });
}

for (const { first, events: list, hex: wanted } of recorded.messages) {
  test(`a message from ${first} on is ${wanted}`, () => {
    const { q, sent } = queue(first);
    q.push(...list.map((h) => Uint8Array.from(Buffer.from(h, 'hex'))));
    assert.deepEqual(sent, [wanted]);
  });
}

test('long text is cut between code points', () => {
  const parts = events.text('€'.repeat(100));
  assert.deepEqual(parts.map((p) => p[1]), [255, 45]);
  const whole = parts.map((p) => new TextDecoder('utf-8', { fatal: true }).decode(p.subarray(2)));
  assert.equal(whole.join(''), '€'.repeat(100));
});

test('every new event goes at once, after all that are open', () => {
  const { q, sent } = queue();
  q.push(events.key(1, true));
  q.push(events.key(1, false));
  assert.deepEqual(sent, ['01000000000101000101', '0100000000020100010101000100']);
});

test('what is not acknowledged is sent again, and not any more afterwards', () => {
  const { q, sent, pass, timers } = queue();
  q.push(events.key(1, true));
  pass(19);
  assert.equal(sent.length, 1);
  pass(1);
  assert.equal(sent.length, 2);
  q.acknowledged(1);
  pass(1000);
  assert.equal(sent.length, 2);
  assert.equal(timers(), 0);
  assert.equal(q.open, 0);
});

test('a fast network is asked again sooner', () => {
  const { q, sent, pass } = queue();
  q.roundTrip(4);
  q.push(events.key(1, true));
  pass(6);
  assert.equal(sent.length, 2);
});

test('numbers wrap', () => {
  const { q, sent } = queue(0xffffffff);
  q.push(events.releaseAll(), events.releaseAll());
  q.acknowledged(1);
  assert.equal(q.open, 0);
  q.push(events.releaseAll());
  assert.equal(sent[1], '0100000001010c');
});

test('acknowledgements that are old, or of events that never were, change nothing', () => {
  const { q } = queue(10);
  q.push(events.releaseAll());
  q.acknowledged(9);
  q.acknowledged(12);
  q.acknowledged(10);
  assert.equal(q.open, 1);
  q.acknowledged(11);
  q.acknowledged(10);
  assert.equal(q.open, 0);
});

test('what did not fit into a message goes with the next acknowledgement', () => {
  const { q, sent } = queue();
  for (let i = 0; i < 600; i++) {
    q.push(events.key(30, i % 2 === 0));
  }
  assert.ok(sent.every((m) => m.length / 2 <= 1106));
  let handled = 0;
  for (let round = 0; round < 10 && q.open > 0; round++) {
    const last = Buffer.from(sent.at(-1), 'hex');
    assert.equal(last.readUInt32BE(1), handled);
    handled += last[5];
    q.acknowledged(handled);
  }
  assert.equal(handled, 600);
});

test('moves that wait become one; nothing is lost of relative ones', () => {
  const { q, sent } = queue();
  for (let i = 0; i < 5000; i++) {
    q.push(events.moveBy(1, -1));
  }
  assert.ok(q.open <= 1024);
  let sum = 0;
  let handled = 0;
  while (q.open > 0) {
    const message = Buffer.from(sent.at(-1), 'hex');
    for (let i = 0; i < message[5]; i++) {
      sum += message.readFloatBE(6 + 9 * i + 1);
    }
    handled += message[5];
    q.acknowledged(handled);
  }
  assert.equal(sum, 5000);
});

test('a move never overtakes a button, and a button never waits', () => {
  const { q, sent } = queue();
  for (let i = 0; i < 80; i++) {
    q.push(events.moveTo(i / 100, 0));
  }
  const before = sent.length;
  q.push(events.button(272, true));
  assert.equal(sent.length, before + 1);
  q.push(events.moveTo(0.9, 0.9));
  assert.equal(sent.length, before + 1);
  assert.equal(hex(q.events.at(-2).bytes), '03011001');
});

test('fingers are merged one by one', () => {
  const { q } = queue();
  const at = (id, x) => events.touch({ phase: 2, id, x, y: 0, pressure: null, major: 0, minor: 0 });
  for (let i = 0; i < 30; i++) {
    q.push(at(1, i / 100), at(2, i / 100));
  }
  const unsent = q.events.filter((e) => e.sentAt < 0).map((e) => e.bytes[5]);
  assert.deepEqual(unsent, [1, 2]);
});

test('a new connection begins at zero without what was open', () => {
  const { q, sent, timers } = queue();
  q.push(events.key(1, true));
  q.reset();
  assert.equal(timers(), 0);
  q.push(events.key(2, true));
  assert.equal(sent[1], '01000000000101000201');
});

test('a queue that nobody empties stays bounded', () => {
  const { q } = queue();
  let refused = 0;
  for (let i = 0; i < 10000; i++) {
    refused += q.push(events.key(30, true)) ? 0 : 1;
    q.push(events.moveTo(0.1, 0.1));
  }
  assert.ok(q.open <= 4096);
  assert.ok(refused > 0);
});
