// Files to the desktop by dropping them onto the picture, and those that the desktop offers.

import * as api from '../ui/api.js';
import { toast } from '../ui/dialogs.js';
import { el, icon } from '../ui/dom.js';
import { bytes, clock, t } from '../ui/language.js';
import { sentence } from '../ui/problem.js';

export class Files {
  /** @param {import('../ui/stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    this.last = 0;
    /** @type {Map<number, any>} uploads that are shown, by number */
    this.lines = new Map();
    this.worker = null;
    this.uploads = el('ul', { class: 'files' });
    this.offers = el('ul', { class: 'files' });
    this.picker = el('input', {
      type: 'file', multiple: true, hidden: true,
      onchange: () => { this.upload([...this.picker.files]); this.picker.value = ''; },
    });
    this.element = el('aside', { class: 'panel', hidden: true, 'aria-label': t('tool.files') },
      el('header', {}, el('h2', {}, t('tool.files')),
        el('button', {
          class: 'icon-button', 'aria-label': t('close'), title: t('close'),
          onclick: () => this.toggle(),
        }, icon('close'))),
      el('p', { class: 'hint' }, t('files.lead')), this.picker,
      el('button', { onclick: () => this.picker.click() }, t('files.choose')),
      this.uploads,
      el('h3', {}, t('files.offered')), this.offers);
    this.element.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') {
        this.toggle();
      }
    });
    this.drop = el('div', { class: 'drop', hidden: true }, icon('files'), t('files.drop'));
    view.stage.append(this.drop);
    this.#accept(view.stopping.signal);
    view.stopping.signal.addEventListener('abort', () => this.worker?.terminate());
  }

  get allowed() {
    return this.view.may('FILES');
  }

  toggle() {
    if (!this.allowed) {
      toast(t('right.missing'));
      return;
    }
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) {
      this.view.input.focus();
    } else {
      this.#offered();
      this.element.querySelector('button').focus();
    }
  }

  /** @param {File[]} files */
  upload(files) {
    if (!this.allowed) {
      toast(t('right.missing'));
      return;
    }
    if (this.element.hidden) {
      this.element.hidden = false;
      this.#offered();
    }
    for (const file of files) {
      this.#begin(file);
    }
  }

  #accept(signal) {
    const { stage } = this.view;
    const carries = (e) => e.dataTransfer?.types.includes('Files');
    stage.addEventListener('dragover', (e) => {
      if (carries(e)) {
        e.preventDefault();
        e.dataTransfer.dropEffect = this.allowed ? 'copy' : 'none';
        this.drop.hidden = !this.allowed;
      }
    }, { signal });
    stage.addEventListener('dragleave', (e) => {
      if (e.relatedTarget === null) {
        this.drop.hidden = true;
      }
    }, { signal });
    // A file that misses the stage would replace the page.
    addEventListener('dragover', (e) => e.preventDefault(), { signal });
    addEventListener('drop', (e) => {
      e.preventDefault();
      this.drop.hidden = true;
      const items = [...(e.dataTransfer?.items ?? [])].filter((i) => i.kind === 'file');
      const folders = items.filter((i) => i.webkitGetAsEntry?.()?.isDirectory);
      const files = items.filter((i) => !folders.includes(i)).map((i) => i.getAsFile());
      if (folders.length > 0) {
        toast(t('files.folders'));
      }
      if (files.length > 0) {
        this.upload(files);
      }
    }, { signal });
  }

  #begin(file) {
    const id = ++this.last;
    const bar = el('progress', { max: Math.max(1, file.size), value: 0, 'aria-label': file.name });
    const state = el('span', { class: 'hint' }, t('files.waiting'));
    const act = el('button', {
      class: 'icon-button', 'aria-label': t('cancel'), title: t('cancel'),
      onclick: () => this.#worker().postMessage({ id, cancel: true }),
    }, icon('close'));
    const line = el('li', { class: 'file' },
      el('div', { class: 'grow' }, el('strong', {}, file.name), bar, state), act);
    this.lines.set(id, { file, bar, state, act, line });
    this.uploads.prepend(line);
    this.#worker().postMessage({ id, file });
  }

  #worker() {
    if (this.worker === null) {
      this.worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
      this.worker.onmessage = ({ data }) => this.#told(data);
    }
    return this.worker;
  }

  #told({ id, sent, checking, waitMillis, done, failed }) {
    const { file, bar, state, act, line } = this.lines.get(id) ?? {};
    if (!line) {
      return;
    }
    if (done !== undefined) {
      bar.value = bar.max;
      state.textContent = t('files.done', { name: done, size: bytes(file.size) });
      line.classList.add('done');
      this.#finish(id, act);
    } else if (failed !== undefined) {
      state.textContent = failed === 'cancelled' ? t('files.cancelled') : failed;
      line.classList.toggle('failed', failed !== 'cancelled');
      this.#finish(id, act);
      line.append(el('button', { onclick: () => { line.remove(); this.#begin(file); } }, t('again')));
    } else {
      bar.value = sent;
      state.textContent = waitMillis ? t('files.pause', { seconds: Math.ceil(waitMillis / 1000) })
        : t(checking ? 'files.checking' : 'files.sent', { sent: bytes(sent), size: bytes(file.size) });
    }
  }

  #finish(id, act) {
    act.remove();
    this.lines.delete(id);
  }

  async #offered() {
    try {
      const files = await api.offered();
      this.offers.replaceChildren(...files.map((f) => el('li', { class: 'file' },
        el('div', { class: 'grow' }, el('strong', {}, f.name),
          el('span', { class: 'hint' }, `${bytes(f.size)} · ${clock(Number(f.modified))}`)),
        el('a', {
          class: 'icon-button', href: `/files/offered/${encodeURIComponent(f.name)}`, download: f.name,
          'aria-label': t('files.download', { name: f.name }), title: t('files.download', { name: f.name }),
        }, icon('download')))));
      if (files.length === 0) {
        this.offers.append(el('li', { class: 'hint' }, t('files.none')));
      }
    } catch (e) {
      this.offers.replaceChildren(el('li', { class: 'hint' }, sentence(e)));
    }
  }
}
