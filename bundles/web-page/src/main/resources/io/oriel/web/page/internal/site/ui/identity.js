// Who this browser is: a key pair that never leaves it. Its public half is what the host pairs.

const DATABASE = 'oriel';
const STORE = 'keys';
const NAME = 'device';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

/** @typedef {{ key: string, id: string, kept: boolean, sign(text: string): Promise<string> }} Device */

/**
 * @returns {Promise<Device>} key: SPKI, base64url; id: its SHA-256, hex; kept: false where the
 *     browser keeps nothing, as in private windows
 */
export async function device() {
  let pair;
  let kept = true;
  try {
    pair = await stored();
    if (!pair) {
      pair = await generate();
      await store(pair);
    }
  } catch {
    pair ??= await generate();
    kept = false;
  }
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const id = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  return {
    key: base64url(spki),
    id: Array.from(id, (b) => b.toString(16).padStart(2, '0')).join(''),
    kept,
    async sign(text) {
      const bytes = new TextEncoder().encode(text);
      const made = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes);
      return base64url(new Uint8Array(made));
    },
  };
}

/** @param {Uint8Array} bytes */
export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const generate = () => crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);

function stored() {
  return transact('readonly', (keys) => keys.get(NAME));
}

function store(pair) {
  return transact('readwrite', (keys) => keys.put(pair, NAME));
}

function transact(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      transaction.onerror = transaction.onabort = () => {
        database.close();
        reject(transaction.error);
      };
    };
  });
}
