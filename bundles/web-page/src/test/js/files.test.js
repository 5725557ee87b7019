import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { load } from './load.js';

const { Sha256 } = await load('files/sha256.js');
const { Upload, CHUNK, pause } = await load('files/upload.js');
const { Refusal, Unreachable } = await load('ui/api.js');

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('checksums are right at every length around a block, in pieces', () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) & 255);
    const sha = new Sha256();
    for (let at = 0; at < length; at += 13) {
      sha.update(bytes.subarray(at, at + 13));
    }
    assert.equal(sha.hex(), digest(bytes), `${length} bytes`);
  }
});

/** A host that keeps uploads and fails when told. */
function fakeHost({ failing = [], kept = new Uint8Array(0) } = {}) {
  let bytes = Buffer.from(kept);
  const log = [];
  const answer = (json) => ({ json: async () => json });
  const ask = async (method, path, body) => {
    log.push(`${method} ${path}`);
    const failure = failing.shift();
    if (failure === 'after' && method === 'PUT') {
      bytes = Buffer.concat([bytes, body]);
      throw new Unreachable('cut off');
    }
    if (failure) {
      throw failure;
    }
    if (method === 'POST' && path === '/files/uploads') {
      return answer({ id: 'u1', offset: bytes.length });
    }
    if (method === 'GET') {
      return answer({ offset: bytes.length });
    }
    if (method === 'PUT') {
      if (Number(path.split('=')[1]) !== bytes.length) {
        throw new Refusal(409, 'offset', 'another offset');
      }
      bytes = Buffer.concat([bytes, body]);
      return answer({ offset: bytes.length });
    }
    if (body.sha256 !== digest(bytes)) {
      bytes = Buffer.alloc(0);
      throw new Refusal(422, 'checksum', 'differs');
    }
    return answer({ name: 'got.bin' });
  };
  return { ask, log, sleep: async () => {}, content: () => bytes };
}

const content = Uint8Array.from({ length: CHUNK * 2 + 5 }, (_, i) => (i * 31 + (i >> 8)) & 255);
const file = () => new File([content], 'a.bin');

test('a file arrives in chunks', async () => {
  const host = fakeHost();
  const seen = [];
  const name = await new Upload(file(), (p) => seen.push(p.sent), host).run();
  assert.equal(name, 'got.bin');
  assert.equal(digest(host.content()), digest(content));
  assert.deepEqual(seen, [CHUNK, 2 * CHUNK, 2 * CHUNK + 5]);
});

test('an unfinished one is taken up where it ended', async () => {
  const host = fakeHost({ kept: content.subarray(0, 1000) });
  await new Upload(file(), () => {}, host).run();
  assert.equal(digest(host.content()), digest(content));
  assert.equal(host.log[1], 'PUT /files/uploads/u1?offset=1000');
});

test('a chunk whose answer was lost is not sent twice', async () => {
  const host = fakeHost({ failing: [null, 'after'] });
  await new Upload(file(), () => {}, host).run();
  assert.equal(digest(host.content()), digest(content));
});

test('a host that is busy is asked again, one that refuses is not', async () => {
  const busy = fakeHost({ failing: [new Unreachable(''), new Refusal(503, 'busy', ''), null] });
  assert.equal(await new Upload(file(), () => {}, busy).run(), 'got.bin');
  const full = fakeHost({ failing: [new Refusal(507, 'full', 'The disk is full.')] });
  await assert.rejects(new Upload(file(), () => {}, full).run(), { message: 'The disk is full.' });
  assert.equal(full.log.length, 1);
});

test('another half file of the same name is begun anew', async () => {
  const host = fakeHost({ kept: Buffer.from('something else') });
  assert.equal(await new Upload(file(), () => {}, host).run(), 'got.bin');
  assert.equal(digest(host.content()), digest(content));
});

test('a cancelled upload ends and is taken back', async () => {
  const host = fakeHost();
  const upload = new Upload(file(), () => { upload.cancel(); }, host);
  await assert.rejects(upload.run(), { name: 'AbortError' });
  assert.ok(host.log.includes('DELETE /files/uploads/u1'));
});

test('pauses grow, and end growing', () => {
  assert.deepEqual([0, 1, 2, 20].map(pause), [500, 1000, 2000, 30000]);
});
