package io.oriel.wire.punktfunk;

import io.oriel.media.wire.ReplayWindow;

/// The numbers of arriving datagrams: which are new, which were lost, and what opens them
/// (punktfunk protocol notes §13 and 14). Receive thread.
final class Arrivals {
  /// How late a datagram may come (§13).
  static final int WINDOW = 131_072;

  static final int REFUSED = -1;

  private final Generation generation;
  private final int mostBytes;
  private final MediaOpener opener;
  private final LossCounters counters;
  private final ReplayWindow window = new ReplayWindow(WINDOW);
  private final int tag;
  private long highest;
  private long lowest = -1;

  Arrivals(StreamParameters p, MediaOpener opener, LossCounters counters) {
    this.generation = p.generation();
    this.opener = opener;
    this.counters = counters;
    tag = opener == null ? 0 : Generation.TAG_BYTES;
    mostBytes = generation.shardOffset() + p.maxShardBytes() + tag;
  }

  /// Opens a datagram that was not seen before, in place.
  ///
  /// @return its length without the tag, or [#REFUSED], which is counted
  int open(byte[] b, int at, int length) {
    if (length <= generation.shardOffset() + tag) {
      return refuse(Rejection.TRUNCATED);
    }
    if (length > mostBytes) {
      return refuse(Rejection.OVERSIZED);
    }
    long sequence;
    if (generation == Generation.V1) {
      sequence = PacketV1.sequence(b, at);
    } else if (PacketV2.stream(b, at) > PacketV2.PROBE) {
      return refuse(Rejection.NOT_MEDIA);
    } else {
      sequence = expand(highest, PacketV2.sequence(b, at));
    }
    if (!window.fresh(sequence)) {
      counters.duplicates.increment();
      return REFUSED;
    }
    if (opener != null) {
      if (!opener.within(sequence, highest)) {
        return refuse(Rejection.TOO_FAR);
      }
      if (!opener.open(sequence, b, at, length)) {
        return refuse(Rejection.FORGED);
      }
    }
    window.mark(sequence);
    count(sequence, length);
    return length - tag;
  }

  private int refuse(Rejection why) {
    counters.reject(why);
    return REFUSED;
  }

  private void count(long sequence, int length) {
    long before = lowest < 0 ? 0 : highest - lowest + 1;
    highest = lowest < 0 ? sequence : Math.max(highest, sequence);
    lowest = lowest < 0 ? sequence : Math.min(lowest, sequence);
    counters.expected.add(highest - lowest + 1 - before);
    counters.received.increment();
    counters.bytes.add(length);
  }

  /// The number nearest to `reference` that ends in the given 32 bits (§14).
  static long expand(long reference, int low) {
    long number = reference & ~0xffff_ffffL | low & 0xffff_ffffL;
    if (number - reference > 1L << 31 && number >= 1L << 32) {
      return number - (1L << 32);
    }
    return reference - number > 1L << 31 ? number + (1L << 32) : number;
  }

  void close() {
    if (opener != null) {
      opener.close();
    }
  }
}
