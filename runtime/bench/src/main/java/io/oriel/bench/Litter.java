package io.oriel.bench;

import io.oriel.media.core.MediaThread;

/// A thread that allocates steadily, more than a host's control work ever does, so that the garbage
/// collector runs while something else is timed.
final class Litter implements AutoCloseable {
  private static final int PIECE_BYTES = 1024;
  private static final int PIECES_PER_TICK = 64;
  private static final long TICK_NANOS = 1_000_000;
  private static final int KEPT = 16_384; // pieces that live for a while

  private final byte[][] kept = new byte[KEPT][];
  private volatile boolean running = true;

  /// Starts it: 64 MB a second, a quarter of which lives for a second.
  Litter() {
    MediaThread.start("oriel-b-litter", this::loop, _ -> {});
  }

  private void loop() {
    long due = System.nanoTime();
    int next = 0;
    while (running) {
      due += TICK_NANOS;
      Ticks.await(due);
      for (int i = 0; i < PIECES_PER_TICK; i++) {
        byte[] piece = new byte[PIECE_BYTES];
        kept[i % 4 == 0 ? next++ % KEPT : 0] = piece;
      }
    }
  }

  @Override
  public void close() {
    running = false; // it ends with the next tick
  }
}
