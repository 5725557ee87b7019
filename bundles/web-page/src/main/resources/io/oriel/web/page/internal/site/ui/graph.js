// The last minute: latency as a line, frames per second as another.

import { el } from './dom.js';
import { number, t } from './language.js';

const POINTS = 120;
const WIDTH = 280;
const HEIGHT = 72;

export class Graph {
  constructor() {
    this.element = el('canvas', { class: 'graph', role: 'img', 'aria-label': t('stat.graph') });
    this.element.width = WIDTH * 2;
    this.element.height = HEIGHT * 2;
    this.latency = [];
    this.fps = [];
  }

  /** @param {number | null} latency milliseconds @param {number} fps */
  add(latency, fps) {
    for (const [list, value] of [[this.latency, latency], [this.fps, fps]]) {
      list.push(Number.isFinite(value) ? value : null);
      if (list.length > POINTS) {
        list.shift();
      }
    }
  }

  draw() {
    const context = this.element.getContext('2d');
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, WIDTH, HEIGHT);
    context.strokeStyle = 'rgba(255,255,255,.16)';
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
    context.font = '10px system-ui, sans-serif';
    this.#line(context, this.fps, '#7fb2ff', 'fps', WIDTH - 6, 'right');
    this.#line(context, this.latency, '#f0b45c', 'ms', 6, 'left');
  }

  #line(context, values, colour, unit, x, align) {
    const known = values.filter((v) => v !== null);
    if (known.length === 0) {
      return;
    }
    const top = Math.max(1, ...known) * 1.3;
    context.beginPath();
    let pen = false;
    values.forEach((value, i) => {
      if (value === null) {
        pen = false;
        return;
      }
      const px = ((i + POINTS - values.length) / (POINTS - 1)) * WIDTH;
      const py = HEIGHT - 2 - (value / top) * (HEIGHT - 16);
      context[pen ? 'lineTo' : 'moveTo'](px, py);
      pen = true;
    });
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.stroke();
    context.fillStyle = colour;
    context.textAlign = align;
    context.fillText(`${number(known.at(-1))} ${unit}`, x, 11);
  }
}
