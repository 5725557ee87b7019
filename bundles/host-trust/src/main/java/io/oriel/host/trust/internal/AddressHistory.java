package io.oriel.host.trust.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// What one remote address did lately, for the rate limits (GS-P-05). One thread at a time; times
/// are nanoseconds of any clock that only grows.
final class AddressHistory {
  static final int MOST_PER_MINUTE = 6;
  static final int FAILURES = 3;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long FAILURE_WINDOW = Duration.ofMinutes(10).toNanos();
  private static final long LONGEST_REFUSAL = Duration.ofHours(1).toNanos();

  private final Deque<Long> asks = new ArrayDeque<>();
  private final Deque<Long> failures = new ArrayDeque<>();
  private int refusals;
  private long refusedUntil;
  private boolean refused;
  private long lastUse;

  /// Counts a request.
  ///
  /// @return how long it is refused from now, 0: it is not
  long ask(long now) {
    lastUse = now;
    if (refused && refusedUntil - now > 0) {
      return refusedUntil - now;
    }
    refused = false;
    trim(asks, now, MINUTE);
    if (asks.size() >= MOST_PER_MINUTE) {
      return asks.getFirst() + MINUTE - now;
    }
    asks.addLast(now);
    return 0;
  }

  /// A wrong PIN or a broken handshake. From the third within ten minutes on, each refuses the
  /// address for a minute, then two, four … at most an hour.
  void failed(long now) {
    lastUse = now;
    trim(failures, now, FAILURE_WINDOW);
    failures.addLast(now);
    if (failures.size() >= FAILURES) {
      refusedUntil = now + Math.min(MINUTE << Math.min(refusals, 10), LONGEST_REFUSAL);
      refused = true;
      refusals++;
    }
  }

  /// Somebody with the right PIN: forgets the failures.
  void succeeded(long now) {
    lastUse = now;
    failures.clear();
    refusals = 0;
    refused = false;
  }

  /// Nothing of it matters any more.
  boolean stale(long now) {
    return now - lastUse > LONGEST_REFUSAL + FAILURE_WINDOW;
  }

  private static void trim(Deque<Long> times, long now, long window) {
    while (!times.isEmpty() && now - times.getFirst() >= window) {
      times.removeFirst();
    }
  }
}
