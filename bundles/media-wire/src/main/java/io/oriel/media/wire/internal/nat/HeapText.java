package io.oriel.media.wire.internal.nat;

import java.lang.foreign.MemorySegment;

/// Shows heap arrays to native code, one after another; one thread. Remembers the array of the call
/// before, which usually comes again: what [MemorySegment#ofArray] makes is then not made anew.
final class HeapText {
  private byte[] array = new byte[0];
  private MemorySegment segment = MemorySegment.ofArray(array);

  MemorySegment at(byte[] bytes, int offset, int length) {
    if (bytes != array) {
      segment = MemorySegment.ofArray(bytes);
      array = bytes;
    }
    return segment.asSlice(offset, length);
  }
}
