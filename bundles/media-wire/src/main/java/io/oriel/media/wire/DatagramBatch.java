package io.oriel.media.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Datagrams that wait to be sent, back to back in native memory. One thread at a time; adding
/// copies and allocates nothing.
public final class DatagramBatch {
  /// Most bytes of a datagram over IPv4 (RFC 768, RFC 791).
  public static final int LONGEST = 65_507;

  private final MemorySegment bytes;
  private final int[] ends;
  private int count;

  /// @param datagrams how many it holds at most
  /// @param totalBytes how much it holds at most
  public DatagramBatch(int datagrams, int totalBytes) {
    if (datagrams < 1 || totalBytes < 1) {
      throw new IllegalArgumentException(datagrams + " datagrams in " + totalBytes + " bytes");
    }
    bytes = Arena.ofAuto().allocate(totalBytes, 64);
    ends = new int[datagrams];
  }

  /// Appends a copy of a datagram.
  ///
  /// @param length above 0, at most 65 507
  /// @return `false`: full, nothing was added
  public boolean add(byte[] packet, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, packet.length);
    if (length < 1 || length > LONGEST) {
      throw new IllegalArgumentException("datagram of " + length + " bytes");
    }
    int start = start(count);
    if (count == ends.length || bytes.byteSize() - start < length) {
      return false;
    }
    MemorySegment.copy(packet, offset, bytes, ValueLayout.JAVA_BYTE, start, length);
    ends[count++] = start + length;
    return true;
  }

  /// Empties it.
  public void clear() {
    count = 0;
  }

  /// How many datagrams it holds.
  public int count() {
    return count;
  }

  /// Bytes of a datagram.
  public int length(int index) {
    return ends[index] - start(index);
  }

  /// Bytes of some datagrams together.
  public int length(int from, int to) {
    return start(to) - start(from);
  }

  void checkRange(int from, int datagrams) {
    Objects.checkFromIndexSize(from, datagrams, count);
  }

  MemorySegment bytes() {
    return bytes;
  }

  int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /// How many datagrams from `from` on, at most `most`, can be cut from one buffer: all of one
  /// length, save for a shorter last one.
  int run(int from, int most) {
    int length = length(from);
    int to = from + 1;
    while (to - from < most && to < count && length(to) <= length) {
      to++;
      if (length(to - 1) < length) {
        break;
      }
    }
    return to - from;
  }
}
