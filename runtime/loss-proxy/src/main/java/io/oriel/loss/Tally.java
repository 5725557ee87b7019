package io.oriel.loss;

import java.util.concurrent.atomic.AtomicLongArray;

/// The counters behind [Counts]; any thread counts, any thread reads.
final class Tally {
  enum What {
    RECEIVED,
    RECEIVED_BYTES,
    LOST,
    LOST_IN_BURSTS,
    TOO_LONG,
    QUEUE_FULL,
    DUPLICATED,
    REORDERED,
    OVERFLOWED,
    SENT,
    SENT_BYTES,
    UNSENDABLE
  }

  private final AtomicLongArray counts = new AtomicLongArray(What.values().length);

  void add(What what, long n) {
    counts.getAndAdd(what.ordinal(), n);
  }

  Counts read() {
    return new Counts(
        get(What.RECEIVED),
        get(What.RECEIVED_BYTES),
        get(What.LOST),
        get(What.LOST_IN_BURSTS),
        get(What.TOO_LONG),
        get(What.QUEUE_FULL),
        get(What.DUPLICATED),
        get(What.REORDERED),
        get(What.OVERFLOWED),
        get(What.SENT),
        get(What.SENT_BYTES),
        get(What.UNSENDABLE));
  }

  private long get(What what) {
    return counts.get(what.ordinal());
  }
}
