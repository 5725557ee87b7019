// Carries one file to the host: in chunks, again where it must, with a checksum at the end.

import { Refusal, call } from '../ui/api.js';
import { Sha256 } from './sha256.js';

export const CHUNK = 4 << 20;
/** So many failures in a row without progress, and the user has to decide. */
const MOST_FAILURES = 8;
const LONGEST_PAUSE = 30_000;

/** How long to wait before the n-th try again. */
export const pause = (failures) => Math.min(LONGEST_PAUSE, 500 * 2 ** failures);

export class Upload {
  /**
   * @param {File} file
   * @param {(progress: { sent: number, checking?: boolean, waitMillis?: number }) => void} tell
   * @param {object} [world] for tests
   * @param {typeof call} [world.ask]
   * @param {(millis: number) => Promise<void>} [world.sleep]
   */
  constructor(file, tell, { ask = call, sleep = wait } = {}) {
    this.file = file;
    this.tell = tell;
    this.ask = ask;
    this.sleep = sleep;
    this.id = null;
    this.cancelled = false;
  }

  /** @returns {Promise<string>} the name it got on the host; throws what cannot be helped */
  async run() {
    try {
      return await this.#once();
    } catch (e) {
      // What was found half done may have been another file of the same name and size.
      if (e instanceof Refusal && e.status === 422 && this.resumed) {
        return this.#once();
      }
      throw e;
    }
  }

  /** Gives up; what is on the host already goes. */
  async cancel() {
    this.cancelled = true;
    if (this.id !== null) {
      await this.ask('DELETE', `/files/uploads/${this.id}`).catch(() => {});
    }
  }

  async #once() {
    const { file } = this;
    const begun = await this.#again(() => this.#json('POST', '/files/uploads',
      { name: file.name, size: file.size }));
    this.id = encodeURIComponent(begun.id);
    this.resumed = begun.offset > 0;
    this.sha = new Sha256();
    this.hashed = 0;
    let offset = begun.offset;
    while (offset < file.size) {
      await this.#hashTo(offset);
      const chunk = file.slice(offset, Math.min(offset + CHUNK, file.size));
      const bytes = new Uint8Array(await chunk.arrayBuffer());
      if (this.hashed === offset) {
        this.sha.update(bytes);
        this.hashed += bytes.length;
      }
      offset = await this.#again(() => this.#put(offset, bytes));
      this.tell({ sent: offset });
    }
    await this.#hashTo(file.size);
    const sha256 = this.sha.hex();
    const done = await this.#again(() =>
      this.#json('POST', `/files/uploads/${this.id}/finish`, { sha256 }));
    return done.name;
  }

  /** Where the host has bytes already, they are read here for the checksum alone. */
  async #hashTo(offset) {
    while (this.hashed < offset) {
      const end = Math.min(this.hashed + CHUNK, offset);
      this.sha.update(new Uint8Array(await this.file.slice(this.hashed, end).arrayBuffer()));
      this.hashed = end;
      this.tell({ sent: this.hashed, checking: true });
      this.#check();
    }
  }

  async #put(offset, bytes) {
    try {
      return (await this.#json('PUT', `/files/uploads/${this.id}?offset=${offset}`, bytes)).offset;
    } catch (e) {
      if (e instanceof Refusal && e.status === 409) {
        return (await this.#json('GET', `/files/uploads/${this.id}`)).offset;
      }
      throw e;
    }
  }

  async #json(method, path, body) {
    return (await this.ask(method, path, body)).json();
  }

  async #again(act) {
    for (let failures = 0; ; failures++) {
      this.#check();
      try {
        return await act();
      } catch (e) {
        const final = e instanceof Refusal && e.status < 500 && e.status !== 429;
        if (final || (e instanceof Refusal && e.status === 507) || failures >= MOST_FAILURES) {
          throw e;
        }
        const waitMillis = pause(failures);
        this.tell({ sent: this.hashed ?? 0, waitMillis });
        await this.sleep(waitMillis);
      }
    }
  }

  #check() {
    if (this.cancelled) {
      throw new DOMException('cancelled', 'AbortError');
    }
  }
}

function wait(millis) {
  return new Promise((resolve) => { setTimeout(resolve, millis); });
}
