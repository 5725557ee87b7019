package io.oriel.wire.punktfunk;

import java.util.ArrayDeque;

/// Byte arrays that are used again, with a bound on all of them together. One thread.
///
/// Sizes are four steps to the octave, so that an array is at most a quarter larger than asked for.
final class BufferPool {
  private static final int SMALLEST_SHIFT = 14;

  private final long mostBytes;
  private final ArrayDeque<byte[]>[] idle;
  private long allocated;

  /// @param mostBytes of all arrays, in use or not
  BufferPool(long mostBytes) {
    this.mostBytes = mostBytes;
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type arguments
    ArrayDeque<byte[]>[] classes = new ArrayDeque[4 * (31 - SMALLEST_SHIFT)];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new ArrayDeque<>();
    }
    idle = classes;
  }

  /// @return an array at least so long, or `null`: that would be too much
  byte[] take(int bytes) {
    int size = sizeClass(bytes);
    byte[] array = idle[size].pollLast();
    if (array != null) {
      return array;
    }
    long need = size(size);
    for (int i = idle.length - 1; i >= 0 && allocated + need > mostBytes; i--) {
      while (allocated + need > mostBytes && !idle[i].isEmpty()) {
        allocated -= idle[i].pollLast().length;
      }
    }
    if (allocated + need > mostBytes) {
      return null;
    }
    allocated += need;
    return new byte[(int) need];
  }

  /// Whether an array of so many bytes fits if nothing else is in use.
  boolean couldHold(int bytes) {
    return size(sizeClass(bytes)) <= mostBytes;
  }

  /// Takes an array back.
  void give(byte[] array) {
    idle[sizeClass(array.length)].addLast(array);
  }

  /// Bytes of all arrays, in use or not.
  long allocated() {
    return allocated;
  }

  static int sizeClass(int bytes) {
    if (bytes <= 1 << SMALLEST_SHIFT) {
      return 0;
    }
    int octave = 31 - Integer.numberOfLeadingZeros(bytes - 1);
    int step = (bytes - 1 >> octave - 2) - 3; // 1 … 4 quarters above the octave's start
    return 4 * (octave - SMALLEST_SHIFT) + step;
  }

  static long size(int sizeClass) {
    long octave = 1L << SMALLEST_SHIFT + sizeClass / 4;
    return octave + octave / 4 * (sizeClass % 4);
  }
}
