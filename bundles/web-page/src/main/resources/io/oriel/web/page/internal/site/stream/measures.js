// Figures over the last values. Pure.

/** The last so many values of something. */
export class Samples {
  /** @param {number} [kept] */
  constructor(kept = 600) {
    this.values = new Float64Array(kept);
    this.count = 0;
  }

  /** @param {number} value NaN is not counted */
  add(value) {
    if (!Number.isNaN(value)) {
      this.values[this.count++ % this.values.length] = value;
    }
  }

  /** @returns {number[]} oldest first */
  all() {
    const kept = this.values.length;
    if (this.count <= kept) {
      return Array.from(this.values.subarray(0, this.count));
    }
    const at = this.count % kept;
    return [...this.values.subarray(at), ...this.values.subarray(0, at)];
  }

  /** @returns {{p50: number, p95: number} | null} null: nothing measured */
  summary() {
    if (this.count === 0) {
      return null;
    }
    const sorted = this.values.slice(0, Math.min(this.count, this.values.length)).sort();
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    return { p50: at(0.5), p95: at(0.95) };
  }
}

/** A number that only grows, as a rate. */
export class Rate {
  constructor() {
    this.last = 0;
    this.at = NaN;
  }

  /**
   * @param {number} total @param {number} nowMillis
   * @returns {number} per second since the last call
   */
  of(total, nowMillis) {
    const seconds = (nowMillis - this.at) / 1000;
    const rate = seconds > 0 ? Math.max(0, total - this.last) / seconds : 0;
    this.last = total;
    this.at = nowMillis;
    return rate;
  }
}
