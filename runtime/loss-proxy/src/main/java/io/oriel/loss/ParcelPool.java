package io.oriel.loss;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// Buffers of one size, made when first needed and up to a bound. Not thread-safe.
final class ParcelPool {
  private static final int SLAB = 256 << 10;

  private final ArrayDeque<Parcel> free = new ArrayDeque<>();
  private final int size;
  private int slabsLeft;

  /// @param bytes what they may take together
  ParcelPool(int size, int bytes) {
    this.size = size;
    this.slabsLeft = Math.max(1, bytes / SLAB);
  }

  /// @return `null` when all are in use
  Parcel take() {
    if (free.isEmpty() && slabsLeft > 0) {
      slabsLeft--;
      grow();
    }
    return free.pollLast();
  }

  private void grow() {
    ByteBuffer slab;
    try {
      slab = ByteBuffer.allocateDirect(SLAB);
    } catch (OutOfMemoryError _) {
      // The JVM's own limit is below ours; what does not fit is dropped and counted either way.
      slabsLeft = 0;
      return;
    }
    for (int at = 0; at < SLAB; at += size) {
      free.add(new Parcel(slab.slice(at, size)));
    }
  }

  void give(Parcel parcel) {
    parcel.exit = null;
    free.add(parcel);
  }
}
