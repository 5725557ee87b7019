package io.oriel.client.gamestream.internal.media;

import io.oriel.media.wire.ReplayWindow;

/// Counts lost and repeated packets by their 16-bit numbers (GameStream protocol notes §3.2).
///
/// Receive thread only.
final class PacketNumbers {
  private static final int WINDOW = 4096;
  private static final long FIRST = 1L << 32; // room for what comes before the first

  private final StreamCounters counters;
  private final ReplayWindow seen = new ReplayWindow(WINDOW);
  private long lowest;
  private long highest;
  private long distinct;

  PacketNumbers(StreamCounters counters) {
    this.counters = counters;
  }

  void arrived(int sequence) {
    long number = distinct == 0 ? FIRST + sequence : highest + (short) (sequence - highest);
    if (!seen.fresh(number)) {
      counters.packetsDuplicate.incrementAndGet();
      return;
    }
    seen.mark(number);
    lowest = distinct == 0 ? number : Math.min(lowest, number);
    highest = distinct == 0 ? number : Math.max(highest, number);
    distinct++;
    counters.packetsLost.set(highest - lowest + 1 - distinct);
  }
}
