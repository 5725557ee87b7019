// One clock for the page's threads.

/** @returns {number} microseconds; the same on the main thread and in workers */
export function nowMicros() {
  return (performance.timeOrigin + performance.now()) * 1000;
}
