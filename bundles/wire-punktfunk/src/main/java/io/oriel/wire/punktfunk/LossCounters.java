package io.oriel.wire.punktfunk;

import io.oriel.media.core.Counter;
import java.util.EnumMap;

/// What [LossStatistics] is a copy of. The receive thread writes, any reads.
final class LossCounters {
  private static final Rejection[] REASONS = Rejection.values();

  final Counter received = new Counter();
  final Counter expected = new Counter();
  final Counter bytes = new Counter();
  final Counter duplicates = new Counter();
  final Counter late = new Counter();
  final Counter recovered = new Counter();
  final Counter recoveredLate = new Counter();
  final Counter spare = new Counter();
  final Counter probes = new Counter();
  final Counter frames = new Counter();
  final Counter repairedFrames = new Counter();
  final Counter unrecoveredFrames = new Counter();
  private final Counter[] rejected = new Counter[REASONS.length];

  LossCounters() {
    for (int i = 0; i < rejected.length; i++) {
      rejected[i] = new Counter();
    }
  }

  void reject(Rejection why) {
    rejected[why.ordinal()].increment();
  }

  LossStatistics snapshot() {
    var reasons = new EnumMap<Rejection, Long>(Rejection.class);
    for (Rejection why : REASONS) {
      reasons.put(why, rejected[why.ordinal()].get());
    }
    long arrived = received.get();
    return new LossStatistics(
        arrived,
        Math.max(0, expected.get() - arrived),
        bytes.get(),
        duplicates.get(),
        late.get(),
        recovered.get(),
        recoveredLate.get(),
        spare.get(),
        probes.get(),
        frames.get(),
        repairedFrames.get(),
        unrecoveredFrames.get(),
        reasons);
  }
}
