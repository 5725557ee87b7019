package io.oriel.media.wire.internal.nat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Shows places in a heap array to native code; one thread.
///
/// What shows a place is kept and found again by its offset, since packets come in one array and at
/// the same places frame after frame: so even code that the compiler has not had yet allocates
/// nothing for them. Another array, or too many places, starts anew.
final class HeapText {
  private static final int FIRST = 64;
  private static final int MOST = 1 << 14;
  private static final int SPREAD = 0x9e37_79b9; // 2^32 / golden ratio: neighbours part
  private static final int FREE = -1;

  private byte[] array = new byte[0];
  private MemorySegment whole = MemorySegment.ofArray(array);
  private int[] offsets; // a hash table, half full at most
  private MemorySegment[] places; // of those offsets
  private int shift; // leaves a hash as many bits as the table needs
  private int count;

  HeapText() {
    table(FIRST);
  }

  private void table(int size) {
    offsets = new int[size];
    Arrays.fill(offsets, FREE);
    places = new MemorySegment[size];
    shift = Integer.numberOfLeadingZeros(size - 1);
  }

  /// What begins at `offset` and ends with the array.
  ///
  /// @param length bytes that have to be there
  MemorySegment at(byte[] bytes, int offset, int length) {
    int i = offset * SPREAD >>> shift;
    MemorySegment place =
        bytes == array && offsets[i] == offset ? places[i] : search(bytes, offset);
    // The call here also tells the compiler the segment's class, which costs the native call 12 ns
    // less (measured alone, OpenJDK 25).
    if (place.byteSize() < length) {
      throw new IndexOutOfBoundsException(length + " bytes at " + offset);
    }
    return place;
  }

  private MemorySegment search(byte[] bytes, int offset) {
    if (bytes != array) {
      array = bytes;
      whole = MemorySegment.ofArray(bytes);
      forget();
    }
    int i = slot(offset);
    return offsets[i] == offset ? places[i] : add(offset);
  }

  private int slot(int offset) {
    int i = offset * SPREAD >>> shift;
    while (offsets[i] != FREE && offsets[i] != offset) {
      i = i + 1 & offsets.length - 1;
    }
    return i;
  }

  private MemorySegment add(int offset) {
    if (2 * count >= offsets.length) {
      if (offsets.length == MOST) {
        forget();
      } else {
        grow();
      }
    }
    MemorySegment place = whole.asSlice(offset);
    put(offset, place);
    count++;
    return place;
  }

  private void put(int offset, MemorySegment place) {
    int i = slot(offset);
    offsets[i] = offset;
    places[i] = place;
  }

  private void grow() {
    int[] hadOffsets = offsets;
    MemorySegment[] hadPlaces = places;
    table(2 * hadOffsets.length);
    for (int i = 0; i < hadOffsets.length; i++) {
      if (hadOffsets[i] != FREE) {
        put(hadOffsets[i], hadPlaces[i]);
      }
    }
  }

  /// Keeps the table small for whoever changes arrays often.
  private void forget() {
    if (offsets.length > FIRST) {
      table(FIRST);
    } else {
      Arrays.fill(offsets, FREE);
      Arrays.fill(places, null);
    }
    count = 0;
  }
}
