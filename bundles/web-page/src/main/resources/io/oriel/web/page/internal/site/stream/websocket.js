// Control channel and small messages over a WebSocket: docs/reference/browser-protocol.md.

import { messageOf } from './control.js';

/** A socket that does not drain: small messages are dropped as a network would do. */
const MOST_WAITING = 256 << 10;

/**
 * @param {string} url
 * @param {import('./live.js').PathListener} listener
 * @param {AbortSignal} signal gives up
 * @returns {Promise<import('./live.js').Path>}
 */
export function openWebSocket(url, listener, signal) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const abort = () => socket.close();
    signal.addEventListener('abort', abort);
    let open = false;
    socket.onopen = () => {
      open = true;
      signal.removeEventListener('abort', abort);
      resolve({
        kind: 'webrtc',
        control: (message) => socket.readyState === WebSocket.OPEN
          && socket.send(JSON.stringify(message)),
        small: (bytes) => {
          if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < MOST_WAITING) {
            socket.send(bytes);
          }
        },
        close: () => socket.close(1000),
      });
    };
    socket.onmessage = ({ data }) => {
      listener.heard();
      if (typeof data !== 'string') {
        listener.small(new Uint8Array(data));
        return;
      }
      try {
        const message = messageOf(data);
        if (message) {
          listener.control(message);
        }
      } catch {
        socket.close();
      }
    };
    socket.onclose = ({ code, reason }) => {
      signal.removeEventListener('abort', abort);
      const text = reason || `the connection was closed (${code})`;
      if (open) {
        listener.closed(text);
      } else {
        reject(new Error(text));
      }
    };
  });
}
