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

  private byte[] array = new byte[0];
  private MemorySegment whole = MemorySegment.ofArray(array);
  private MemorySegment[] places = new MemorySegment[FIRST]; // a hash table, half full at most
  private int[] offsets = new int[FIRST];
  private int count;

  /// What begins at `offset` and ends with the array.
  MemorySegment at(byte[] bytes, int offset) {
    if (bytes != array) {
      array = bytes;
      whole = MemorySegment.ofArray(bytes);
      forget();
    }
    int i = slot(offset);
    return places[i] != null ? places[i] : add(offset);
  }

  private int slot(int offset) {
    int mask = places.length - 1;
    int i = offset * SPREAD >>> Integer.numberOfLeadingZeros(mask);
    while (places[i] != null && offsets[i] != offset) {
      i = i + 1 & mask;
    }
    return i;
  }

  private MemorySegment add(int offset) {
    if (2 * count >= places.length) {
      if (places.length == MOST) {
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
    places[i] = place;
    offsets[i] = offset;
  }

  private void grow() {
    MemorySegment[] hadPlaces = places;
    int[] hadOffsets = offsets;
    places = new MemorySegment[2 * hadPlaces.length];
    offsets = new int[2 * hadPlaces.length];
    for (int i = 0; i < hadPlaces.length; i++) {
      if (hadPlaces[i] != null) {
        put(hadOffsets[i], hadPlaces[i]);
      }
    }
  }

  /// Keeps the table small for whoever changes arrays often.
  private void forget() {
    if (places.length > FIRST) {
      places = new MemorySegment[FIRST];
      offsets = new int[FIRST];
    } else {
      Arrays.fill(places, null);
    }
    count = 0;
  }
}
