// The host's clock as the page sees it. Pure.

/** Samples kept: at five a second, about ten seconds. */
const KEPT = 50;

/**
 * Offset between two clocks from round trips; the fastest of the last ones are right.
 */
export class ClockFilter {
  constructor() {
    /** @type {{rtt: number, offset: number}[]} */
    this.samples = [];
    /** Host's clock minus the page's, in microseconds; NaN: unknown yet. */
    this.offset = NaN;
    /** Fastest of the last round trips, and the smoothed one, without the host's share, in µs. */
    this.leastRtt = NaN;
    this.rtt = NaN;
  }

  /**
   * @param {number} sent page's clock, as all, in microseconds
   * @param {number} hostIn host's clock
   * @param {number} hostOut host's clock
   * @param {number} back page's clock
   */
  add(sent, hostIn, hostOut, back) {
    const rtt = back - sent - (hostOut - hostIn);
    if (!(rtt >= 0) || !(hostOut >= hostIn)) {
      return;
    }
    if (this.samples.length >= KEPT) {
      this.samples.shift();
    }
    this.samples.push({ rtt, offset: (hostIn - sent + (hostOut - back)) / 2 });
    const best = this.samples.reduce((a, b) => (b.rtt < a.rtt ? b : a));
    this.offset = best.offset;
    this.leastRtt = best.rtt;
    this.rtt = Number.isNaN(this.rtt) ? rtt : this.rtt + (rtt - this.rtt) / 8;
  }

  /** @param {number} hostMicros @returns {number} page's clock; NaN: unknown yet */
  toPage(hostMicros) {
    return hostMicros - this.offset;
  }

  /** @param {number} pageMicros @returns {number} host's clock; NaN: unknown yet */
  toHost(pageMicros) {
    return pageMicros + this.offset;
  }
}

/**
 * @param {number} rtp video time stamp: captureMicros · 90 / 1000 modulo 2^32
 * @param {number} nearMicros a time of the host's clock less than half a turn (6.6 h) away
 * @returns {number} captureMicros
 */
export function captureOfRtp(rtp, nearMicros) {
  const near = Math.round(nearMicros * 0.09);
  const behind = (near % 2 ** 32 - rtp) | 0;
  return (near - behind) / 0.09;
}
