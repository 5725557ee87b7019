// Which transport to try, in which order. Pure: time is given.

/** A transport that did not work while another did comes last for so long, in milliseconds. */
const GRUDGE = 300_000;

/** @typedef {{protocol: string, preference?: number}} Offer */

export class Choice {
  /** @param {{force?: string | null, able: Set<string>}} options what the browser can do */
  constructor({ force = null, able }) {
    this.force = force;
    this.able = able;
    /** @type {Map<string, number>} until when */
    this.grudges = new Map();
    /** Failed since something worked. */
    this.failed = new Set();
  }

  /**
   * @param {Offer[]} offers @param {number} now
   * @returns {Offer[]} best first
   */
  order(offers, now) {
    const bad = ({ protocol }) =>
      (this.failed.has(protocol) || (this.grudges.get(protocol) ?? -Infinity) > now ? 1 : 0);
    const rank = (offer) => (offer.protocol === 'webtransport' ? 0 : 1);
    return offers
      .filter((offer) => this.able.has(offer.protocol))
      .filter((offer) => !this.force || offer.protocol === this.force)
      .sort((a, b) => bad(a) - bad(b)
        || (b.preference ?? 0) - (a.preference ?? 0) || rank(a) - rank(b));
  }

  /** @param {string} protocol it could not be reached, or fell silent */
  failedWith(protocol) {
    this.failed.add(protocol);
  }

  /** @param {string} protocol it streams: what failed before it is to blame, not the host */
  workedWith(protocol, now) {
    this.grudges.delete(protocol);
    for (const failed of this.failed) {
      if (failed !== protocol) {
        this.grudges.set(failed, now + GRUDGE);
      }
    }
    this.failed.clear();
  }
}
