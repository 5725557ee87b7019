// The motors of one controller.

/** Browsers cut effects off after five seconds; what lasts longer is begun anew before that. */
const LONGEST = 5000;
const RENEW = 4000;

export class Rumble {
  /** @param {Gamepad} pad */
  constructor(pad) {
    this.actuator = /** @type {any} */ (pad).vibrationActuator ?? null;
    this.hasTriggers = this.actuator?.effects?.includes('trigger-rumble') ?? false;
    this.wanted = { low: 0, high: 0, left: 0, right: 0 };
    this.timer = 0;
  }

  /** @param {number} low 0 … 1 @param {number} high 0 … 1 @param {number} millis 0: until changed */
  motors(low, high, millis) {
    Object.assign(this.wanted, { low, high });
    this.#play(millis);
  }

  /** @param {number} left 0 … 1 @param {number} right 0 … 1 */
  triggers(left, right) {
    Object.assign(this.wanted, { left, right });
    this.#play(0);
  }

  stop() {
    this.wanted = { low: 0, high: 0, left: 0, right: 0 };
    this.#play(0);
  }

  #play(millis) {
    clearTimeout(this.timer);
    const { low, high, left, right } = this.wanted;
    if (!this.actuator) {
      return;
    }
    if (low + high + left + right === 0) {
      this.actuator.reset?.()?.catch?.(() => {});
      return;
    }
    this.actuator.playEffect(this.hasTriggers && left + right > 0 ? 'trigger-rumble' : 'dual-rumble', {
      duration: millis > 0 ? Math.min(millis, LONGEST) : LONGEST,
      strongMagnitude: low,
      weakMagnitude: high,
      leftTrigger: left,
      rightTrigger: right,
    })?.catch?.(() => {});
    if (millis === 0 || millis > LONGEST) {
      this.timer = setTimeout(() => this.#play(millis === 0 ? 0 : millis - RENEW), RENEW);
    }
  }
}
