package io.oriel.transport.gamestream.internal.media;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;

/// Collects the slices of a frame whose encoder hands them out one by one; the protocol needs the
/// whole frame. One thread; allocates only when a frame is larger than all before it.
final class SliceJoiner {
  private MemorySegment joined = MemorySegment.ofArray(new byte[0]);
  private int used;
  private long sequence;
  private MemorySegment whole;
  private int length;

  /// Forgets slices of a frame that will never be completed: its encoder was replaced, and the next
  /// one begins with the same number.
  void restart() {
    used = 0;
  }

  /// Slices of a frame that was never completed, since its encoder went away, are forgotten.
  ///
  /// @return whether the frame is complete: then [#bytes()] and [#length()] tell where it is
  boolean add(EncodedFrame frame) {
    if (frame.sequence() != sequence) {
      sequence = frame.sequence();
      used = 0;
    }
    if (used == 0 && frame.lastSlice()) {
      whole = frame.bytes();
      length = frame.length();
      return true;
    }
    if (joined.byteSize() < used + frame.length()) {
      MemorySegment larger = MemorySegment.ofArray(new byte[2 * (used + frame.length())]);
      MemorySegment.copy(joined, 0, larger, 0, used);
      joined = larger;
    }
    MemorySegment.copy(frame.bytes(), 0, joined, used, frame.length());
    used += frame.length();
    if (frame.lastSlice()) {
      whole = joined;
      length = used;
      used = 0;
      return true;
    }
    return false;
  }

  MemorySegment bytes() {
    return whole;
  }

  int length() {
    return length;
  }
}
