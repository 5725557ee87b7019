package io.oriel.transport.webrtc.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// How often addresses may make offers: a bucket for each, that fills evenly. Any thread.
final class OfferLimits {
  private static final int MOST_ADDRESSES = 4096;
  private static final double MINUTE_NANOS = 60e9;

  private final Map<InetAddress, Bucket> buckets = new HashMap<>();

  private record Bucket(double level, long nanos) {}

  /// Counts an offer.
  ///
  /// @return `false`: too many came from that address
  synchronized boolean take(InetAddress from, int perMinute, long nowNanos) {
    if (buckets.size() >= MOST_ADDRESSES && !buckets.containsKey(from)) {
      buckets.values().removeIf(b -> nowNanos - b.nanos > MINUTE_NANOS);
      if (buckets.size() >= MOST_ADDRESSES) {
        return false;
      }
    }
    Bucket old = buckets.getOrDefault(from, new Bucket(perMinute, nowNanos));
    double level =
        Math.min(perMinute, old.level + (nowNanos - old.nanos) * perMinute / MINUTE_NANOS);
    boolean granted = level >= 1;
    buckets.put(from, new Bucket(granted ? level - 1 : level, nowNanos));
    return granted;
  }
}
