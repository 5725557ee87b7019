import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

const { Backoff } = await load('stream/backoff.js');
const { Caller } = await load('stream/caller.js');

const OFFERS = [{ protocol: 'webtransport', preference: 20 }, { protocol: 'webrtc', preference: 10 }];

/** A caller whose connections end as a script says; `live` is how long they stream. */
function caller(script, options = {}) {
  const told = [];
  let clock = 0;
  const steps = [...script];
  const made = new Caller({
    offers: async () => OFFERS,
    connect: (offer, streaming) => ({
      run: async () => {
        const [protocol, live, outcome] = steps.shift();
        assert.equal(offer.protocol, protocol);
        if (live > 0) {
          streaming();
          clock += live;
        }
        return { live: live > 0, final: false, text: '', ...outcome };
      },
      end: () => {},
    }),
    state: ({ state, transport }) => told.push(`${state} ${transport}`),
    force: null,
    able: new Set(['webtransport', 'webrtc']),
    now: () => clock,
    sleep: async (millis) => {
      clock += millis;
      told.push('pause');
    },
    backoff: new Backoff(() => 1),
    ...options,
  });
  return { made, told, steps };
}

const BYE = { final: true, reason: 'CLIENT_QUIT' };

test('where QUIC does not pass, WebRTC follows at once', async () => {
  const { made, told } = caller([
    ['webtransport', 0, { reason: 'unreachable' }],
    ['webrtc', 60_000, BYE],
  ]);

  await made.run();

  assert.deepEqual(told, [
    'connecting webtransport', 'connecting webrtc', 'live webrtc', 'closed null']);
});

test('where QUIC falls silent, WebRTC takes over, and goes on doing so', async () => {
  const { made, told } = caller([
    ['webtransport', 60_000, { reason: 'silent' }],
    ['webrtc', 20_000, { reason: 'closed' }],
    ['webrtc', 20_000, BYE],
  ]);

  await made.run();

  assert.deepEqual(told, [
    'connecting webtransport', 'live webtransport', 'reconnecting webrtc', 'live webrtc',
    'reconnecting webrtc', 'live webrtc', 'closed null']);
});

test('where nothing works, pauses grow, and QUIC is tried first', async () => {
  const { made, told } = caller([
    ['webtransport', 60_000, { reason: 'closed' }],
    ['webtransport', 0, { reason: 'unreachable' }],
    ['webrtc', 0, { reason: 'unreachable' }],
    ['webtransport', 0, { reason: 'unreachable' }],
    ['webrtc', 0, { reason: 'unreachable' }],
    ['webtransport', 60_000, BYE],
  ]);

  await made.run();

  assert.equal(told.filter((t) => t === 'pause').length, 2);
  assert.equal(told.at(-2), 'live webtransport');
});

test('a stream that breaks off again and again is not asked for without a pause', async () => {
  const { made, told } = caller([
    ['webtransport', 100, { reason: 'closed' }],
    ['webtransport', 100, { reason: 'closed' }],
    ['webrtc', 100, { reason: 'closed' }],
    ['webtransport', 60_000, BYE],
  ]);

  await made.run();

  assert.equal(told.filter((t) => t === 'pause').length, 1);
});

test('what the host ends stays ended', async () => {
  const { made, told, steps } = caller([
    ['webtransport', 100, { final: true, reason: 'OPERATOR' }],
  ]);

  const outcome = await made.run();

  assert.equal(outcome.reason, 'OPERATOR');
  assert.equal(told.at(-1), 'closed null');
  assert.equal(steps.length, 0);
});

test('a host that cannot be asked is asked again later', async () => {
  let asked = 0;
  const { made, told } = caller([['webtransport', 60_000, BYE]], {
    offers: async () => {
      if (asked++ === 0) {
        throw new Error('network');
      }
      return OFFERS;
    },
  });

  await made.run();

  assert.deepEqual(told.slice(0, 2), ['connecting null', 'pause']);
});

test('a browser that is not let in any more is told so, and tries no further', async () => {
  const states = [];
  const { made } = caller([], {
    offers: async () => {
      throw Object.assign(new Error('not let in'), { reason: 'REVOKED' });
    },
    state: (state) => states.push(state),
  });

  await made.run();

  assert.deepEqual(states.map(({ state, reason, text }) => [state, reason, text]),
    [['closed', 'REVOKED', 'not let in']]);
});
