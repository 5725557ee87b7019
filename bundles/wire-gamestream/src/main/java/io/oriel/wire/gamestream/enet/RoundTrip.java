package io.oriel.wire.gamestream.enet;

/// Smoothed round-trip time and the repeat time-out that follows from it (GameStream protocol
/// notes §5.1): RTT + min(RTT, 4 · variance).
final class RoundTrip {
  private static final long START_MILLIS = 500;
  private static final long LEAST_TIMEOUT_MILLIS = 30;

  private long smoothed = START_MILLIS;
  private long variance;
  private boolean measured;

  void sample(long millis) {
    long sample = Math.max(1, millis);
    if (!measured) {
      measured = true;
      smoothed = sample;
      variance = (sample + 1) / 2;
      return;
    }
    long error = Math.abs(sample - smoothed);
    variance += (error - variance) / 4;
    smoothed = Math.max(1, smoothed + (sample - smoothed) / 8);
  }

  long millis() {
    return smoothed;
  }

  boolean measured() {
    return measured;
  }

  long timeout(long most) {
    long wanted = smoothed + Math.min(smoothed, 4 * variance);
    return Math.min(Math.max(wanted, LEAST_TIMEOUT_MILLIS), most);
  }
}
