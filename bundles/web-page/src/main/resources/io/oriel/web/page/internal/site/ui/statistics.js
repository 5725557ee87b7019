// Figures over the picture: what is measured, stage by stage.

import { el } from './dom.js';
import { Graph } from './graph.js';
import { number, t } from './language.js';
import { prefer } from './preferences.js';

const millis = (value) => (Number.isFinite(value) ? `${number(value)} ms` : '–');
const pair = (stage) => (stage ? `${millis(stage.p50)} · ${millis(stage.p95)}` : '–');
const count = (value) => (Number.isFinite(value) ? number(value, { maximumFractionDigits: 0 }) : '–');

/** Rows: name of the text, and what to show of the figures (stream/figures.js). */
const ROWS = Object.freeze([
  ['transport', (s) => t(`transport.${s.transport}`)],
  ['codec', (s) => s.codecString ?? s.codec],
  ['size', (s) => `${s.width} × ${s.height}`],
  ['fps', (s) => `${count(s.fps)} · ${count(s.drawnFps)}`],
  ['rate', (s) => `${number(s.bitsPerSecond / 1e6)} Mbit/s`],
  ['rtt', (s) => `${millis(s.rttMillis)} · ${millis(s.leastRttMillis)}`],
  ['input', (s) => pair(s.input)],
  ['loss', (s) => `${number(s.lossPercent ?? 0)} % · ${count(s.lost)}`],
  ['dropped', (s) => count(s.dropped)],
  ['queue', (s) => count(s.decodeQueue)],
  ['encode', (s) => pair(s.latency?.encode)],
  ['send', (s) => pair(s.latency?.send)],
  ['network', (s) => pair(s.latency?.network)],
  ['decode', (s) => pair(s.latency?.decode)],
  ['draw', (s) => pair(s.latency?.draw)],
  ['total', (s) => pair(s.latency?.total)],
  ['sound', (s) => millis(s.audio?.latencyMillis)],
  ['buffer', (s) => `${millis(s.audio?.bufferMillis)} · ${count(s.audio?.underruns)}`],
  ['av', (s) => millis(s.audio?.avOffsetMillis)],
]);

export class Statistics {
  /** @param {import('./stream-view.js').StreamView} view */
  constructor(view) {
    this.view = view;
    this.cells = new Map();
    this.graph = new Graph();
    const rows = ROWS.map(([name]) => {
      const cell = el('td', {}, '–');
      this.cells.set(name, cell);
      return el('tr', {}, el('th', { scope: 'row' }, t(`stat.${name}`)), cell);
    });
    this.element = el('aside', { class: 'statistics', hidden: true, 'aria-label': t('tool.statistics') },
      this.graph.element, el('table', {}, el('tbody', {}, ...rows)),
      el('p', { class: 'hint' }, t('stat.hint')));
  }

  get shown() {
    return !this.element.hidden;
  }

  set shown(shown) {
    this.element.hidden = !shown;
  }

  toggle() {
    this.shown = !this.shown;
    prefer({ statistics: this.shown });
    this.view.toolbar.update();
  }

  size(width, height) {
    this.cells.get('size').textContent = `${width} × ${height}`;
  }

  /** @param {any} stats as stream/figures.js */
  update(stats) {
    this.graph.add(stats.latency?.total?.p50 ?? stats.pictureMillis, stats.fps);
    if (!this.shown) {
      return;
    }
    for (const [name, text] of ROWS) {
      const cell = this.cells.get(name);
      const now = text(stats);
      if (cell.textContent !== now) {
        cell.textContent = now;
      }
    }
    this.graph.draw();
  }
}
