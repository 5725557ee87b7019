// What this browser can do.

/** Asked for in this order; what is decoded in hardware comes first. */
const CODECS = Object.freeze({
  av1: { web: 'av01.0.09M.08', mime: 'video/AV1' },
  hevc: { web: 'hvc1.1.6.L123.B0', mime: 'video/H265' },
  h264: { web: 'avc1.640028', mime: 'video/H264' },
});

/**
 * @typedef {object} Support
 * @property {boolean} secure HTTPS, or this machine
 * @property {boolean} webTransport picture over QUIC, decoded by the page
 * @property {boolean} webRtc
 * @property {boolean} canvas pictures of WebRTC can go to the worker's canvas
 * @property {boolean} audioDecoder @property {boolean} microphone @property {boolean} shared
 */

/** @returns {Support} */
export function support(scope = globalThis) {
  const secure = scope.isSecureContext === true;
  const offscreen = 'OffscreenCanvas' in scope
    && 'transferControlToOffscreen' in (scope.HTMLCanvasElement?.prototype ?? {});
  return {
    secure,
    webTransport: secure && 'WebTransport' in scope && 'VideoDecoder' in scope && offscreen,
    webRtc: 'RTCPeerConnection' in scope,
    canvas: offscreen && 'MediaStreamTrackProcessor' in scope,
    audioDecoder: 'AudioDecoder' in scope && 'AudioWorkletNode' in scope,
    microphone: secure && 'AudioEncoder' in scope && 'AudioWorkletNode' in scope
      && scope.navigator?.mediaDevices?.getUserMedia !== undefined,
    shared: scope.crossOriginIsolated === true && 'SharedArrayBuffer' in scope,
  };
}

/**
 * What the user misses in this browser.
 *
 * @param {Support} able
 * @returns {{code: string, text: string}[]} best known first; `code` finds the text in other tongues
 */
export function shortcomings(able) {
  const found = [];
  const say = (code, text) => found.push({ code, text });
  if (!able.secure) {
    say('insecure', 'This page was not loaded over HTTPS: the browser allows neither the quick '
      + 'transport nor the microphone.');
  }
  if (!able.webTransport && !able.webRtc) {
    say('nothing', 'This browser has neither WebTransport nor WebRTC: it cannot show the desktop.');
  } else if (!able.webTransport && able.secure) {
    say('no-webtransport', 'This browser has no WebTransport with WebCodecs: the desktop comes '
      + 'over WebRTC, which takes a little longer.');
  }
  return found;
}

/**
 * Codecs this browser decodes, best first: hardware before software, and without hardware the
 * cheapest to decode.
 *
 * @returns {Promise<string[]>} of `av1`, `hevc`, `h264`
 */
export async function decodableCodecs(scope = globalThis) {
  if (!('VideoDecoder' in scope)) {
    return receivableCodecs(scope);
  }
  const asked = await Promise.all(Object.entries(CODECS).map(async ([codec, { web }]) => {
    const config = { codec: web, codedWidth: 1920, codedHeight: 1080, optimizeForLatency: true };
    const can = async (hardwareAcceleration) => {
      try {
        const answer = await scope.VideoDecoder.isConfigSupported(
          { ...config, hardwareAcceleration });
        return answer.supported === true;
      } catch {
        return false;
      }
    };
    return { codec, hardware: await can('prefer-hardware'), any: await can('no-preference') };
  }));
  const hardware = asked.filter((a) => a.hardware).map((a) => a.codec);
  const software = asked.filter((a) => a.any && !a.hardware).map((a) => a.codec).reverse();
  return [...hardware, ...software];
}

/**
 * Codecs that the browser's WebRTC receives, as it offers them itself: what it says it could is
 * more, in Firefox that of a plug-in which was not loaded yet.
 *
 * @returns {Promise<string[]>}
 */
export async function receivableCodecs(scope = globalThis) {
  if (!('RTCPeerConnection' in scope)) {
    return [];
  }
  let peer = null;
  try {
    peer = new scope.RTCPeerConnection(); // where an extension forbids it this throws
    peer.addTransceiver('video', { direction: 'recvonly' });
    return offeredCodecs((await peer.createOffer()).sdp);
  } catch {
    return ['h264']; // what everything receives; the host says no if not
  } finally {
    peer?.close();
  }
}

/** @param {string} sdp @returns {string[]} of `h264`, `av1`, `hevc`, cheapest to decode first */
export function offeredCodecs(sdp) {
  const named = [...sdp.matchAll(/^a=rtpmap:(\d+) ([\w-]+)\/90000/gm)];
  // In several packets to a picture; the other way fits none.
  const has = (mime) => named.some(([, type, name]) =>
    `video/${name}`.toLowerCase() === mime.toLowerCase()
      && (mime !== CODECS.h264.mime
        || new RegExp(`^a=fmtp:${type} .*packetization-mode=1`, 'm').test(sdp)));
  return ['h264', 'av1', 'hevc'].filter((codec) => has(CODECS[codec].mime));
}

/** @param {string} codec @returns {string | undefined} its name in WebRTC */
export function mimeOf(codec) {
  return CODECS[codec]?.mime ?? (codec === 'vp9' ? 'video/VP9' : undefined);
}
