import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

const { JitterBuffer } = await load('stream/jitter.js');
const { MOST_LAG, blend, findLag } = await load('stream/splice.js');
const { ToneMeter } = await load('stream/tone.js');
const { Ring, ringMemory } = await load('stream/ring.js');

const PACKET = 480;

/** A tone, packet by packet, on a clock of its own. */
class Source {
  constructor(hertz = 440) {
    this.hertz = hertz;
    this.sequence = 0;
  }

  packet() {
    const from = this.sequence * PACKET;
    const plane = Float32Array.from({ length: PACKET },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * this.hertz * (from + i)) / 48_000));
    return [this.sequence++, from * (1e6 / 48_000), [plane, plane], PACKET];
  }
}

/** Plays seconds of sound whose sender's clock runs faster by a factor. */
function play(buffer, seconds, { faster = 1, drop = () => false, delay = () => 0, rate = 48_000 } = {}) {
  const source = new Source();
  const heard = [];
  const left = new Float32Array(128);
  const right = new Float32Array(128);
  const queue = [];
  for (let block = 0; block * 128 < seconds * rate; block++) {
    const now = (block * 128) / rate;
    while ((source.sequence * PACKET) / 48_000 / faster <= now) {
      const number = source.sequence;
      const packet = source.packet();
      if (!drop(number)) {
        queue.push({ at: now + delay(number), packet });
      }
    }
    while (queue.length > 0 && queue[0].at <= now) {
      buffer.push(...queue.shift().packet);
    }
    buffer.pull(left, right);
    heard.push(...left);
  }
  return heard;
}

const leap = (heard) => heard.reduce((most, v, i) => Math.max(most, i > 0 ? Math.abs(v - heard[i - 1]) : 0), 0);
const rises = (heard) => heard.filter((v, i) => i > 0 && v >= 0 && heard[i - 1] < 0).length;

test('sound begins when the buffer is full enough and plays the tone', () => {
  const buffer = new JitterBuffer();
  const heard = play(buffer, 2);

  assert.equal(buffer.underruns, 0);
  assert.ok(Math.abs(rises(heard.slice(48_000)) - 440) <= 2);
  assert.ok(leap(heard) < 0.05);
  assert.ok(buffer.buffered > 8 && buffer.buffered < 60, `${buffer.buffered} ms`);
});

for (const faster of [0.999, 1.001]) {
  test(`a sender's clock of ${faster} neither empties nor fills the buffer`, () => {
    const buffer = new JitterBuffer();
    play(buffer, 60, { faster });

    assert.equal(buffer.underruns, 0);
    assert.equal(buffer.cuts, 0);
    assert.ok(buffer.buffered < 60, `${buffer.buffered} ms`);
    assert.ok(Math.abs(buffer.speed - faster) < 0.001, `${buffer.speed}`);
  });
}

test('another rate of the loudspeaker keeps the pitch', () => {
  const buffer = new JitterBuffer(44_100);
  const heard = play(buffer, 2, { rate: 44_100 });

  assert.equal(buffer.underruns, 0);
  assert.ok(Math.abs(rises(heard.slice(44_100)) - 440) <= 2);
});

test('a lost packet makes no click', () => {
  const buffer = new JitterBuffer();
  const heard = play(buffer, 2, { drop: (n) => n === 80 || n === 81 });

  assert.equal(buffer.concealed, 2);
  assert.equal(buffer.underruns, 0);
  assert.ok(leap(heard) < 0.15, `${leap(heard)}`);
});

/** 150 ms in which nothing comes, and then all at once, in these seconds. */
const stalls = (...seconds) => (n) => {
  const into = seconds.map((s) => n - s * 100).find((i) => i >= 0 && i < 15);
  return into === undefined ? 0 : (15 - into) * 0.01;
};

test('rare stalls fade out and in, and the buffer stays small', () => {
  const buffer = new JitterBuffer();
  const heard = play(buffer, 8, { delay: stalls(3, 6) });

  assert.ok(buffer.underruns >= 2 && buffer.underruns <= 4, `${buffer.underruns}`);
  assert.ok(buffer.target < 30, `${buffer.target}`);
  assert.ok(leap(heard) < 0.15, `${leap(heard)}`);
});

test('stalls again and again make the buffer grow, and calm makes it shrink', () => {
  const buffer = new JitterBuffer();
  play(buffer, 12, { delay: stalls(3, 5, 7, 9) });
  assert.equal(buffer.target, 150);

  const calm = new JitterBuffer();
  play(calm, 24, { delay: stalls(3, 5, 7, 9) });
  assert.ok(calm.target < 30, `${calm.target}`);
  assert.ok(calm.delay < 35, `${calm.delay}`);
});

test('packets that come up to 15 ms late are all heard, and soon', () => {
  const buffer = new JitterBuffer();
  const delay = (n) => ((n * 7919) % 16) / 1000;
  play(buffer, 3, { delay });
  const early = buffer.underruns;
  const late = new JitterBuffer();
  play(late, 30, { delay });

  assert.equal(late.underruns, early);
  assert.ok(late.delay < 40, `${late.delay}`);
});

for (const millis of [20, 40, 100, 200]) {
  test(`a path that takes ${millis} ms longer from now on interrupts the sound once`, () => {
    const buffer = new JitterBuffer();
    play(buffer, 10, { delay: (n) => (n > 400 ? millis / 1000 : 0) });

    assert.ok(buffer.underruns <= 2, `${buffer.underruns}`);
    assert.equal(buffer.cuts, 0);
    assert.ok(buffer.delay < millis + 30, `${buffer.delay}`);
  });
}

for (const hertz of [110, 440, 3000]) {
  test(`what is left out of ${hertz} Hz and repeated in it makes no click`, () => {
    for (const direction of [1, -1]) {
      const plane = Float32Array.from({ length: 4096 },
        (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / 48_000));
      const steepest = leap([...plane]);
      const lag = findLag(plane, 4095, 2000, direction, MOST_LAG);
      assert.ok(direction * lag >= 120, `${lag}`);
      blend(plane, 4095, 1999, lag);
      const heard = [...plane.subarray(1000, 2000), ...plane.subarray(2000 + lag, 3000 + lag)];

      assert.ok(leap(heard) < steepest * 1.05 + 0.005, `${leap(heard)} ${steepest}`);
    }
  });
}

test('noise is left alone, silence is not', () => {
  let seed = 1;
  const noise = Float32Array.from({ length: 4096 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  });

  assert.equal(findLag(noise, 4095, 2000, 1, MOST_LAG), 0);
  assert.equal(findLag(new Float32Array(4096), 4095, 2000, 1, 300), 300);
  assert.equal(findLag(new Float32Array(4096), 4095, 2000, -1, 300), -300);
});

test('what is far too much is played off within a second', () => {
  const buffer = new JitterBuffer();
  play(buffer, 1);
  const source = new Source();
  source.sequence = buffer.expected;
  for (let i = 0; i < 6; i++) {
    buffer.push(...source.packet());
  }
  const left = new Float32Array(128);
  const before = buffer.buffered - buffer.target;
  let fed = 0;
  for (let block = 0; block < 48_000 / 128; block++) {
    for (; fed * PACKET <= block * 128; fed++) {
      buffer.push(...source.packet());
    }
    buffer.pull(left, left);
  }

  assert.ok(before > 50, `${before}`);
  assert.ok(Math.abs(buffer.buffered - buffer.target) < 15, `${buffer.buffered} ${buffer.target}`);
  assert.equal(buffer.cuts, 0);
});

test('what piled up is dropped', () => {
  const buffer = new JitterBuffer();
  const source = new Source();
  const left = new Float32Array(128);
  for (let i = 0; i < 10; i++) {
    buffer.push(...source.packet());
  }
  buffer.pull(left, new Float32Array(128));
  assert.ok(buffer.buffered < 31);
  for (let i = 0; i < 30; i++) {
    buffer.push(...source.packet());
  }
  buffer.pull(left, new Float32Array(128));

  assert.equal(buffer.cuts, 1);
  assert.ok(buffer.buffered < 31, `${buffer.buffered}`);
});

test('more than fits is survived', () => {
  const buffer = new JitterBuffer();
  const source = new Source();
  for (let i = 0; i < 1000; i++) {
    buffer.push(...source.packet());
  }
  buffer.pull(new Float32Array(128), new Float32Array(128));

  assert.ok(buffer.buffered < 31);
});

test('what is played says when it was captured', () => {
  const buffer = new JitterBuffer();
  play(buffer, 1);
  const behind = 1e6 - buffer.playedMicros;

  assert.ok(Math.abs(behind / 1000 - buffer.buffered) < 15, `${behind} ${buffer.buffered}`);
});

test('late packets are left out and a new sequence is taken', () => {
  const buffer = new JitterBuffer();
  const source = new Source();
  const first = source.packet();
  buffer.push(...first);
  buffer.push(...source.packet());
  const written = buffer.written;

  buffer.push(...first);
  assert.equal(buffer.late, 1);
  assert.equal(buffer.written, written);
  buffer.push(90_000, 5, first[2], PACKET);
  assert.equal(buffer.written, written + PACKET);
});

test('records pass the ring unchanged until it is full', () => {
  const memory = ringMemory(1 << 12);
  const writer = new Ring(memory);
  const reader = new Ring(memory);
  const scratch = [new Float32Array(5760), new Float32Array(5760)];
  const source = new Source();
  const found = [];
  const taker = { push: (sequence, micros, planes, frames) =>
    found.push([sequence, micros, Array.from(planes[1].subarray(0, frames))]) };
  for (let i = 0; i < 50; i++) {
    const packet = source.packet();
    packet[1] = 1_700_000_000_123_456 + i;
    assert.ok(writer.write(...packet));
    assert.ok(reader.read(taker, scratch));
    assert.deepEqual(found.at(-1), [packet[0], packet[1], Array.from(packet[2][1])]);
  }
  assert.equal(reader.read(taker, scratch), false);

  let written = 0;
  while (writer.write(...source.packet())) {
    written++;
  }
  assert.equal(written, 4);
  while (reader.read(taker, scratch)) {
    // to the end
  }
  assert.equal(found.length, 54);
});

test('the pitch of a tone is measured through gaps', () => {
  const meter = new ToneMeter();
  for (let block = 0; block < 100; block++) {
    meter.hear(Float32Array.from({ length: 128 }, (_, i) => (block % 10 === 3
      ? 0 : 0.5 * Math.sin((2 * Math.PI * 1000 * (block * 128 + i + 0.3)) / 48_000))));
  }
  const { hertz, level } = meter.measured(48_000);

  assert.ok(Math.abs(hertz - 1000) < 1, `${hertz}`);
  assert.ok(level > 0.3 && level < 0.36, `${level}`);
  assert.deepEqual(meter.measured(48_000), { level: 0, hertz: 0 });
});
