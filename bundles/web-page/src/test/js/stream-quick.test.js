// A user who is quicker than the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

const { Microphone } = await load('stream/microphone.js');
const { Connection } = await load('stream/connection.js');

/** For the time of a test. @param {Record<string, any>} globals */
function pretend(context, globals) {
  for (const [name, value] of Object.entries(globals)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    context.after(() => (before
      ? Object.defineProperty(globalThis, name, before) : delete globalThis[name]));
  }
}

/** A browser whose question to the user is answered by the test. */
function browser() {
  const asked = [];
  const live = new Set();
  const stream = () => {
    const track = { stop: () => live.delete(track) };
    live.add(track);
    return { getTracks: () => [track], getAudioTracks: () => [track] };
  };
  return {
    live,
    answer: () => asked.shift()(stream()),
    globals: {
      navigator: { mediaDevices: {
        getUserMedia: () => new Promise((resolve) => { asked.push(resolve); }),
      } },
      AudioEncoder: class {
        state = 'configured';
        configure() {}
        close() { this.state = 'closed'; }
      },
      AudioContext: class {
        audioWorklet = { addModule: async () => {} };
        createMediaStreamSource() { return { connect() {} }; }
        async resume() {}
        async close() {}
      },
      AudioWorkletNode: class {
        port = { postMessage() {} };
        disconnect() {}
      },
    },
  };
}

test('a microphone that is stopped and started while the browser asks is open once', async (t) => {
  const { live, answer, globals } = browser();
  pretend(t, globals);
  const microphone = new Microphone({ small() {} });

  const first = microphone.start();
  microphone.stop();
  const second = microphone.start();
  answer();
  await first;
  assert.equal(live.size, 0);
  answer();
  await second;
  assert.equal(live.size, 1);

  microphone.stop();
  assert.equal(live.size, 0);
});

test('a connection that is closed before it begins never does', async (t) => {
  const ignore = () => {};
  pretend(t, {
    document: { removeEventListener: ignore },
    removeEventListener: ignore,
    Worker: class { constructor() { assert.fail('a worker was started'); } },
  });
  const connection = new Connection({
    canvas: {}, offer: [], ticket: async () => '', input: { reset: ignore },
  });

  await connection.close();
  await connection.start({ app: 'desktop' });

  assert.equal(connection.state, 'closed');
});
