// The clipboard both ways, each only with the user's consent.
//
// From the desktop: written when the browser allows it, else offered with a button. To the desktop:
// with Ctrl+V (the browser tells of it without asking anybody), and when the page gets the focus,
// where the browser was allowed to read the clipboard.

import * as api from './api.js';
import { toast } from './dialogs.js';
import { t } from './language.js';
import { preferences } from './preferences.js';
import { sentence } from './problem.js';

/** Longest text that is fetched or sent; more is a file. */
const MOST_BYTES = 8 << 20;

export class Clipboard {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    /** What both sides have: it is not sent back. */
    this.same = '';
    const { signal } = view.stopping;
    view.input.field.addEventListener('paste', (e) => this.#pasted(e));
    addEventListener('focus', () => this.#focused(), { signal });
  }

  get reads() {
    return this.view.may('CLIPBOARD_READ') && preferences().clipboardIn;
  }

  get writes() {
    return this.view.may('CLIPBOARD_WRITE') && preferences().clipboardOut && !this.view.viewOnly;
  }

  /** Whether Ctrl+V is the browser's first: its `paste` brings what is to be pasted. */
  get takesPaste() {
    return this.writes;
  }

  started() {
    this.same = '';
    this.#focused();
  }

  /** @param {any} message `clipboard` of the host: a program on the desktop copied something */
  async copied({ kind, text, size }) {
    if (!this.reads) {
      return;
    }
    try {
      if (kind === 'text') {
        const whole = text ?? await (await api.clipboard(this.view.session)).text();
        this.same = whole;
        await this.#write(() => navigator.clipboard.writeText(whole));
      } else if (kind === 'png' && (size ?? 0) <= 64 * MOST_BYTES) {
        const picture = await (await api.clipboard(this.view.session)).blob();
        this.same = await markOf(picture, 'image/png');
        await this.#write(() => navigator.clipboard.write(
          [new ClipboardItem({ 'image/png': new Blob([picture], { type: 'image/png' }) })]));
      }
    } catch (e) {
      toast(t('clipboard.failed', { why: sentence(e) }));
    }
  }

  async #write(act) {
    try {
      await act();
    } catch (e) {
      if (e.name !== 'NotAllowedError') {
        throw e;
      }
      // No focus, or a browser that wants a gesture for it.
      toast(t('clipboard.offered'), {
        label: t('copy'),
        act: () => act().then(() => this.view.input.focus(),
          (why) => toast(t('clipboard.failed', { why: why.message }))),
      });
    }
  }

  async #focused() {
    if (!this.writes || this.view.session === null || !document.hasFocus()) {
      return;
    }
    try {
      const allowed = await navigator.permissions.query(
        { name: /** @type {any} */ ('clipboard-read') });
      if (allowed.state !== 'granted') {
        return;
      }
      for (const item of await navigator.clipboard.read()) {
        const type = item.types.find((x) => x === 'text/plain' || x === 'image/png');
        if (type) {
          await this.#put(await item.getType(type), type);
          return;
        }
      }
    } catch {
      // A browser without this permission, or an empty clipboard: there is Ctrl+V.
    }
  }

  async #pasted(event) {
    event.preventDefault();
    const data = event.clipboardData;
    const files = [...data.files];
    const picture = files.find((f) => f.type === 'image/png');
    const text = data.getData('text/plain');
    try {
      if (this.writes && text) {
        await this.#put(new Blob([text], { type: 'text/plain' }), 'text/plain');
      } else if (this.writes && picture) {
        await this.#put(picture, 'image/png');
      } else if (files.length > 0 && this.view.files.allowed) {
        this.view.files.upload(files);
        return;
      }
    } catch (e) {
      toast(t('clipboard.failed', { why: sentence(e) }));
    }
    this.view.input.keyboard.paste();
  }

  async #put(blob, type) {
    if (blob.size > MOST_BYTES) {
      toast(t('clipboard.large'));
      return;
    }
    const mark = await markOf(blob, type);
    if (mark === '' || mark === this.same) {
      return;
    }
    await api.putClipboard(this.view.session, blob.slice(0, blob.size, type));
    this.same = mark;
  }
}

/** Of text itself; of a picture what it shows, since browsers encode it anew on its way. */
async function markOf(blob, type) {
  if (type === 'text/plain') {
    return blob.text();
  }
  const digest = await crypto.subtle.digest('SHA-256', await shown(blob));
  return `${type} ${new Uint8Array(digest)}`;
}

/** Pixels without transparency, whose hidden colours do not survive either; bytes if it is no picture. */
async function shown(blob) {
  try {
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return context.getImageData(0, 0, width, height).data;
  } catch {
    return blob.arrayBuffer();
  }
}
