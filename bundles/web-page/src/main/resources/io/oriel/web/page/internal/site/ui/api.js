// Calls of the host's web server: docs/reference/browser-protocol.md.

/** The host said no, and why. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {string} text a sentence of the host's */
  constructor(status, code, text) {
    super(text);
    this.status = status;
    this.code = code;
  }
}

/** Nobody answered. */
export class Unreachable extends Error {}

/**
 * @param {string} method
 * @param {string} path
 * @param {any} [body] JSON; a Blob or bytes go as they are
 * @param {AbortSignal} [signal] gives up
 * @returns {Promise<Response>} one that was not refused
 */
export async function call(method, path, body, signal) {
  const raw = body instanceof Blob || body instanceof Uint8Array;
  const headers = body === undefined ? {}
    : { 'content-type': raw ? (body.type || 'application/octet-stream') : 'application/json' };
  let response;
  try {
    response = await fetch(path, {
      method, headers, signal, credentials: 'same-origin', cache: 'no-store',
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  } catch (e) {
    throw new Unreachable(e.message);
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response) {
  const text = await response.text();
  try {
    const json = JSON.parse(text);
    return new Refusal(response.status, String(json.error), String(json.text));
  } catch {
    return new Refusal(response.status, String(response.status), text.slice(0, 300));
  }
}

/** A path that swallows everything must not hold up the next attempt to connect. */
const PATIENCE = 20_000;

const get = async (path) =>
  (await call('GET', path, undefined, AbortSignal.timeout(PATIENCE))).json();
const post = async (path, body = {}) => {
  const response = await call('POST', path, body, AbortSignal.timeout(PATIENCE));
  return response.status === 204 ? null : response.json();
};

export const host = () => get('/api/host');
export const challenge = async () => (await post('/api/challenge')).challenge;
export const login = (body) => post('/api/login', body);
export const pair = (body) => post('/api/pair', body);
export const pairing = async (id) => (await get(`/api/pair?key=${id}`)).state;
export const consoleLogin = (body) => post('/api/console-login', body);
export const guest = (link, name) => post('/api/guest', { link, name });
export const logout = () => post('/api/logout');
export const ticket = async () => (await post('/api/tickets')).ticket;
export const guests = (session, minutes) => post('/api/guests', { session, minutes });
export const offered = async () => (await get('/files/offered')).files;
export const clipboard = (session) =>
  call('GET', `/clipboard?session=${encodeURIComponent(session)}`);
export const putClipboard = (session, blob) =>
  call('PUT', `/clipboard?session=${encodeURIComponent(session)}`, blob);
