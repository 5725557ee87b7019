package io.oriel.media.webrtc.internal.rate;

import java.util.Arrays;

/// How much was sent or arrived over the last moments, on the clock of its times. One thread.
final class DeliveredRate {
  private static final int BUCKETS = 16;
  private static final int RESTART = 1000;

  private final long bucketMicros;
  private final long[] bytes = new long[BUCKETS];
  private long newest = -1; // bucket of the newest packet
  private long first = -1; // bucket of the first packet of all

  DeliveredRate(long windowMicros) {
    bucketMicros = Math.max(1, windowMicros / BUCKETS);
  }

  void add(long micros, int length) {
    long bucket = micros / bucketMicros;
    if (first < 0 || bucket < newest - RESTART) { // that clock wraps every twelve days
      Arrays.fill(bytes, 0);
      first = bucket;
      newest = bucket;
    }
    if (bucket <= newest - BUCKETS) {
      return; // far too late to tell anything
    }
    if (bucket - newest >= BUCKETS) {
      Arrays.fill(bytes, 0);
      newest = bucket;
    }
    while (newest < bucket) {
      newest++;
      bytes[(int) (newest % BUCKETS)] = 0;
    }
    bytes[(int) (bucket % BUCKETS)] += length;
  }

  /// 0: not enough is known.
  double bitsPerSecond() {
    if (first < 0 || newest - first < BUCKETS / 2) {
      return 0;
    }
    long sum = 0;
    long full = Math.min(BUCKETS - 1, newest - first); // the newest one is not full yet
    for (long b = newest - full; b < newest; b++) {
      sum += bytes[(int) (b % BUCKETS)];
    }
    return sum * 8e6 / (full * bucketMicros);
  }
}
