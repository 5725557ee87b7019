package io.oriel.bench;

import io.oriel.media.core.Counter;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.MediaThread;
import io.oriel.media.core.SpscRing;
import java.util.function.Consumer;

/// A thread that puts frames together, and the queue of datagrams to it. Adding is the receive
/// thread's.
final class WireLane {
  /// Bytes of a datagram, at most.
  static final int LONGEST = 2048;

  private static final int CHUNK_DATAGRAMS = 128;
  private static final int CHUNKS = 128;
  private static final long WAIT_NANOS = 20_000_000;

  /// Datagrams on their way.
  private static final class Chunk {
    final byte[] bytes = new byte[CHUNK_DATAGRAMS * LONGEST];
    final int[] lengths = new int[CHUNK_DATAGRAMS];
    int count;
    long nanos;
  }

  private final WireLayout layout;
  private final int number;
  private final SpscRing<Chunk> full = new SpscRing<>(CHUNKS);
  private final SpscRing<Chunk> empty = new SpscRing<>(CHUNKS);
  private final Doorbell filled = new Doorbell();
  private final Doorbell emptied = new Doorbell();
  private final Counter taken = new Counter();
  private final Thread thread;
  private Chunk open; // the receive thread
  private volatile boolean running = true;

  /// Starts the thread.
  WireLane(WireLayout layout, int number, Consumer<Throwable> died) {
    this.layout = layout;
    this.number = number;
    for (int i = 0; i < CHUNKS; i++) {
      empty.offer(new Chunk());
    }
    thread = MediaThread.start("oriel-b-frame" + number, this::assemble, died);
  }

  /// Appends a datagram; waits while the queue is full.
  void add(byte[] datagram, int length) throws InterruptedException {
    while (open == null && running) {
      open = empty.poll();
      if (open == null) {
        emptied.await(System.nanoTime() + WAIT_NANOS);
      }
    }
    if (running) {
      System.arraycopy(datagram, 0, open.bytes, open.count * LONGEST, length);
      open.lengths[open.count++] = length;
      if (open.count == CHUNK_DATAGRAMS) {
        flush();
      }
    }
  }

  /// Hands on what was added.
  void flush() {
    if (open != null && open.count > 0) {
      open.nanos = System.nanoTime();
      full.offer(open); // there is a place for every chunk
      open = null;
      filled.ring();
    }
  }

  private void assemble() {
    try {
      while (running) {
        Chunk chunk = full.poll();
        if (chunk == null) {
          filled.await(System.nanoTime() + WAIT_NANOS);
          continue;
        }
        for (int i = 0; i < chunk.count; i++) {
          layout.datagram(number, chunk.bytes, i * LONGEST, chunk.lengths[i], chunk.nanos);
        }
        taken.add(chunk.count);
        chunk.count = 0;
        empty.offer(chunk);
        emptied.ring();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Datagrams worked off. Any thread.
  long taken() {
    return taken.get();
  }

  Thread thread() {
    return thread;
  }

  /// Lets the thread end.
  void stop() {
    running = false;
    filled.ring();
    emptied.ring();
  }
}
