package io.oriel.client.gamestream.probe;

/// The clock of the machine on which the test pattern is drawn. Any thread.
public interface HostClock {
  /// The pattern is drawn on this machine.
  HostClock SAME =
      new HostClock() {
        @Override
        public boolean known() {
          return true;
        }

        @Override
        public long hostNanos(long localNanos) {
          return localNanos;
        }
      };

  /// Whether it can be told already; nothing is measured before.
  boolean known();

  /// The host's `CLOCK_MONOTONIC` at a `System.nanoTime()` here, both in ns.
  long hostNanos(long localNanos);
}
