package io.oriel.media.webtransport.internal;

import io.oriel.media.webtransport.Limits;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts connections; on the server's thread alone, but for the two totals.
final class Gate {
  private final Limits limits;
  private final Map<InetAddress, Integer> perAddress = new HashMap<>(); // half-open ones
  private volatile int halfOpen;
  private volatile int sessions;

  Gate(Limits limits) {
    this.limits = limits;
  }

  /// Whether a client has to prove its address first: most do not, it costs a round trip.
  boolean crowded() {
    return halfOpen >= Math.max(1, limits.halfOpen() / 4);
  }

  /// Whether a client of this address, which it has proved, may have another connection.
  boolean admits(InetAddress address) {
    return halfOpen < limits.halfOpen()
        && perAddress.getOrDefault(address, 0) < limits.halfOpenPerAddress();
  }

  void entered(InetAddress address) {
    halfOpen = halfOpen + 1;
    perAddress.merge(address, 1, Integer::sum);
  }

  void left(InetAddress address) {
    halfOpen = halfOpen - 1;
    perAddress.computeIfPresent(address, (_, n) -> n == 1 ? null : n - 1);
  }

  boolean full() {
    return sessions >= limits.sessions();
  }

  void opened() {
    sessions = sessions + 1;
  }

  void closed() {
    sessions = sessions - 1;
  }

  int halfOpen() {
    return halfOpen;
  }

  int sessions() {
    return sessions;
  }
}
