// One connection over WebTransport: docs/reference/browser-protocol.md.

import { ControlReader, frameOf } from './control.js';
import { FrameReader } from './frames.js';

/** The writer stands still: small messages are dropped, the newest ones first. */
const LEAST_ROOM = -32;

/** @param {string} base64 @returns {Uint8Array} */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

/**
 * @param {{url: string, hashes?: string[], wtProtocol?: string}} offer
 * @param {import('./live.js').PathListener} listener
 * @param {AbortSignal} signal gives up
 * @returns {Promise<import('./live.js').Path>}
 */
export async function openWebTransport(offer, listener, signal) {
  const options = { congestionControl: 'low-latency', requireUnreliable: true };
  if (offer.hashes?.length > 0) {
    options.serverCertificateHashes = offer.hashes.map((hash) =>
      ({ algorithm: 'sha-256', value: bytesOf(hash) }));
  }
  if (offer.wtProtocol) {
    options.protocols = [offer.wtProtocol];
  }
  const transport = new WebTransport(offer.url, options);
  const abort = () => transport.close();
  signal.addEventListener('abort', abort);
  try {
    // A connection given up rejects both promises; one of them is enough.
    transport.closed.catch(() => {});
    await transport.ready;
    const stream = await transport.createBidirectionalStream();
    return pathOf(transport, stream, listener);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function pathOf(transport, stream, listener) {
  const { datagrams } = transport;
  datagrams.incomingHighWaterMark = 64;
  const small = (datagrams.createWritable?.() ?? datagrams.writable).getWriter();
  const control = stream.writable.getWriter();
  let over = false;
  const end = (text) => {
    if (!over) {
      over = true;
      listener.closed(text);
    }
  };
  transport.closed.then(
    ({ reason }) => end(reason || 'the host closed the connection'),
    (error) => end(error.message || 'the connection broke'));
  readControl(stream.readable, listener).catch((error) => {
    end(error.message);
    transport.close();
  });
  readDatagrams(datagrams.readable, listener).catch(() => {});
  readFrames(transport.incomingUnidirectionalStreams, listener).catch(() => {});
  const ignore = () => {};
  return {
    kind: 'webtransport',
    control: (message) => {
      control.write(frameOf(message)).catch(ignore);
    },
    small: (bytes) => {
      if (small.desiredSize === null || small.desiredSize > LEAST_ROOM) {
        small.write(bytes).catch(ignore);
      }
    },
    close: () => {
      over = true;
      // What was said last shall get there: the stream's end is waited for, but not for long.
      const closed = () => {
        try {
          transport.close();
        } catch {
          // it was closed already
        }
      };
      Promise.race([
        control.close().catch(ignore),
        new Promise((resolve) => setTimeout(resolve, 200)),
      ]).then(closed);
    },
  };
}

async function readControl(readable, listener) {
  const messages = new ControlReader();
  const reader = readable.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    listener.heard();
    for (const message of messages.push(value)) {
      listener.control(message);
    }
  }
}

async function readDatagrams(readable, listener) {
  const reader = readable.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    listener.heard();
    listener.small(value);
  }
}

async function readFrames(streams, listener) {
  const reader = streams.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    readFrame(value, listener).catch(() => {});
  }
}

/** A stream that is reset ends with an error: the frame never was. */
async function readFrame(stream, listener) {
  const frame = new FrameReader();
  const reader = stream.getReader();
  let complete = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    listener.heard();
    if (complete) {
      continue;
    }
    let found;
    try {
      found = frame.push(value);
    } catch (error) {
      await reader.cancel(error);
      return;
    }
    if (found) {
      complete = true;
      listener.frame(found);
    }
  }
}
