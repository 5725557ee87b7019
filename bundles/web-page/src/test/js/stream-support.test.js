import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

const { offeredCodecs, receivableCodecs } = await load('stream/support.js');

const offer = (...lines) => ['v=0', 'm=video 9 UDP/TLS/RTP/SAVPF 96', ...lines, ''].join('\r\n');

test('codecs of WebRTC are those of the browser\'s own offer', () => {
  assert.deepEqual(offeredCodecs(offer('a=rtpmap:99 AV1/90000', 'a=rtpmap:100 rtx/90000',
    'a=rtpmap:120 VP8/90000', 'a=rtpmap:96 H264/90000',
    'a=fmtp:96 profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1')),
  ['h264', 'av1']);
  assert.deepEqual(offeredCodecs(offer('a=rtpmap:99 AV1/90000', 'a=rtpmap:120 VP8/90000')),
    ['av1']);
});

test('H.264 in a single packet to a picture is not what the host sends', () => {
  assert.deepEqual(offeredCodecs(offer('a=rtpmap:96 H264/90000', 'a=rtpmap:97 H264/90000',
    'a=fmtp:96 profile-level-id=42e01f;packetization-mode=0')), []);
});

test('the browser is asked and let go', async () => {
  let closed = 0;
  class Connection {
    addTransceiver(kind) { this.kind = kind; }
    async createOffer() { return { sdp: offer('a=rtpmap:45 AV1/90000') }; }
    close() { closed++; }
  }
  assert.deepEqual(await receivableCodecs({ RTCPeerConnection: Connection }), ['av1']);
  assert.equal(closed, 1);
  assert.deepEqual(await receivableCodecs({}), []);
});

test('a browser in which WebRTC is forbidden still has its other transport', async () => {
  class Forbidden {
    constructor() {
      throw new Error('forbidden');
    }
  }
  assert.deepEqual(await receivableCodecs({ RTCPeerConnection: Forbidden }), ['h264']);
});
