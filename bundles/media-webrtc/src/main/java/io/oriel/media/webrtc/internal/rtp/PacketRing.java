package io.oriel.media.webrtc.internal.rtp;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// The last packets of a source, protected, for being sent again. The sending thread writes; one
/// other thread copies packets out, and notices when one was overwritten meanwhile.
final class PacketRing {
  private static final int EMPTY = -1;

  private final byte[] bytes;
  private final int[] lengths; // guarded by the stamps
  private final AtomicIntegerArray stamps; // the number of the packet that lies there, complete
  private final int mask;

  /// @param packets a power of two, at most 32 768
  PacketRing(int packets) {
    bytes = new byte[packets * RtpLayout.LONGEST];
    lengths = new int[packets];
    stamps = new AtomicIntegerArray(packets);
    for (int i = 0; i < packets; i++) {
      stamps.setPlain(i, EMPTY);
    }
    mask = packets - 1;
  }

  int packets() {
    return mask + 1;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where the packet of a number lies.
  int offset(int number) {
    return (number & mask) * RtpLayout.LONGEST;
  }

  int length(int number) {
    return lengths[number & mask];
  }

  void length(int number, int length) {
    lengths[number & mask] = length;
  }

  /// The place of this number is about to be written. The sending thread.
  void clear(int number) {
    stamps.setOpaque(number & mask, EMPTY);
    VarHandle.storeStoreFence();
  }

  /// It is complete. The sending thread.
  void complete(int number) {
    stamps.setRelease(number & mask, number);
  }

  /// Copies a packet. The other thread.
  ///
  /// @return its length; 0: not there any more
  int copy(int number, byte[] to) {
    int slot = number & mask;
    if (stamps.getAcquire(slot) != number) {
      return 0;
    }
    int length = Math.min(lengths[slot], to.length);
    System.arraycopy(bytes, slot * RtpLayout.LONGEST, to, 0, length);
    VarHandle.loadLoadFence();
    return stamps.getOpaque(slot) == number ? length : 0;
  }
}
