package io.oriel.host.web.internal.login;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Slows guessing down: after five failures in a row an address has to wait, twice as long with
/// every further one, up to four minutes. Any thread.
public final class FailedLogins {
  private static final int FREE = 5;
  private static final long FIRST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST_DOUBLINGS = 7;
  private static final long FORGET_NANOS = Duration.ofMinutes(15).toNanos();
  private static final int MOST = 4096;

  private static final class Failures {
    int count;
    long last;
    long closedUntil;
  }

  private final LongSupplier nanoTime;
  private final Map<Neighbourhood, Failures> byAddress = new HashMap<>();

  public FailedLogins(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// How long this address still has to wait, in seconds; 0: it may try.
  public synchronized long wait(InetAddress from) {
    Failures failures = byAddress.get(Neighbourhood.of(from));
    if (failures == null || failures.count < FREE) {
      return 0;
    }
    return Math.max(0, Math.ceilDiv(failures.closedUntil - nanoTime.getAsLong(), 1_000_000_000L));
  }

  public synchronized void failed(InetAddress from) {
    long now = nanoTime.getAsLong();
    var key = Neighbourhood.of(from);
    if (byAddress.size() >= MOST && !byAddress.containsKey(key)) {
      byAddress.values().removeIf(one -> now - one.last > FORGET_NANOS);
      if (byAddress.size() >= MOST) {
        byAddress.clear(); // a flood from everywhere; secrets are too long for it to matter
      }
    }
    Failures failures = byAddress.computeIfAbsent(key, _ -> new Failures());
    if (now - failures.last > FORGET_NANOS) {
      failures.count = 0;
    }
    failures.count++;
    failures.last = now;
    if (failures.count >= FREE) {
      int doublings = Math.min(failures.count - FREE, MOST_DOUBLINGS);
      failures.closedUntil = now + (FIRST_NANOS << doublings);
    }
  }

  public synchronized void succeeded(InetAddress from) {
    byAddress.remove(Neighbourhood.of(from));
  }
}
