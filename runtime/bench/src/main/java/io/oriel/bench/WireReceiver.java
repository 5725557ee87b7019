package io.oriel.bench;

import io.oriel.media.core.Counter;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.MediaThread;
import io.oriel.media.core.SpscRing;
import io.oriel.media.wire.UdpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The receiving end: one thread takes datagrams off the socket and loses some on purpose, another
/// decrypts, repairs and puts frames together.
final class WireReceiver implements AutoCloseable {
  private static final int CHUNK_DATAGRAMS = 128;
  private static final int LONGEST = 2048;
  private static final int CHUNKS = 64;
  private static final long WAIT_NANOS = 20_000_000;

  /// Datagrams on their way between the threads.
  private static final class Chunk {
    final byte[] bytes = new byte[CHUNK_DATAGRAMS * LONGEST];
    final int[] lengths = new int[CHUNK_DATAGRAMS];
    int count;
    long nanos;
  }

  private final UdpSocket socket = Sink.open();
  private final WireLayout layout;
  private final Loss loss;
  private final SpscRing<Chunk> full = new SpscRing<>(CHUNKS);
  private final SpscRing<Chunk> empty = new SpscRing<>(CHUNKS);
  private final Doorbell filled = new Doorbell();
  private final Doorbell emptied = new Doorbell();
  private final Counter received = new Counter();
  private final Counter taken = new Counter();
  private final Counter lost = new Counter();
  private final Thread[] threads;
  private volatile boolean running = true;
  private volatile Throwable broke;

  WireReceiver(WireLayout layout, Loss loss) throws IOException {
    this.layout = layout;
    this.loss = loss;
    for (int i = 0; i < CHUNKS; i++) {
      empty.offer(new Chunk());
    }
    threads =
        new Thread[] {
          MediaThread.start("oriel-b-rx", this::receive, this::broke),
          MediaThread.start("oriel-b-frame", this::assemble, this::broke)
        };
  }

  private void broke(Throwable why) {
    broke = why;
    running = false;
  }

  InetSocketAddress address() {
    return socket.local();
  }

  private void receive() {
    var receiver = socket.receiver(LONGEST, 64);
    byte[] datagram = new byte[LONGEST];
    Chunk chunk = null;
    try {
      while (running) {
        if (chunk == null) {
          chunk = free();
          continue;
        }
        // what is there already fills the chunk; a chunk waits for nothing once it has something
        int length = receiver.receive(datagram, chunk.count == 0 ? WAIT_NANOS : 0);
        if (length > 0) {
          received.increment();
          if (loss.takes(layout.number(datagram, 0))) {
            lost.increment();
          } else {
            System.arraycopy(datagram, 0, chunk.bytes, chunk.count * LONGEST, length);
            chunk.lengths[chunk.count++] = length;
          }
        }
        if (chunk.count == CHUNK_DATAGRAMS || length <= 0 && chunk.count > 0) {
          chunk.nanos = System.nanoTime();
          full.offer(chunk);
          filled.ring();
          chunk = null;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the receiver broke", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// An empty chunk, or null after a while.
  private Chunk free() throws InterruptedException {
    Chunk chunk = empty.poll();
    if (chunk == null) {
      emptied.await(System.nanoTime() + WAIT_NANOS);
      chunk = empty.poll();
    }
    return chunk;
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
          layout.datagram(chunk.bytes, i * LONGEST, chunk.lengths[i], chunk.nanos);
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

  /// Datagrams taken off the socket, those lost on purpose included. Any thread.
  long received() {
    return received.get();
  }

  /// Datagrams lost on purpose. Any thread.
  long lost() {
    return lost.get();
  }

  /// Datagrams the kernel had no room for, by its own count.
  long overflows() throws IOException {
    return SocketDrops.of(socket.local().getPort());
  }

  /// Waits until so many datagrams came and were worked off, or nothing came for a while.
  void settle(long expected) throws InterruptedException {
    long before = -1;
    for (int quiet = 0; quiet < 20 && running; ) {
      long now = taken.get();
      if (now + lost.get() >= expected) {
        return;
      }
      quiet = now == before ? quiet + 1 : 0;
      before = now;
      Ticks.await(System.nanoTime() + WAIT_NANOS);
    }
  }

  /// CPU time of both threads, in ns.
  long cpuNanos() {
    long sum = 0;
    for (Thread thread : threads) {
      sum += Math.max(0, Cpu.nanos(thread));
    }
    return sum;
  }

  @Override
  public void close() {
    end();
  }

  /// Ends both threads; a second call does nothing.
  void end() {
    running = false;
    socket.close();
    filled.ring();
    emptied.ring();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// @throws IllegalStateException a thread has died
  void check() {
    if (broke != null) {
      throw new IllegalStateException("the receiving end broke", broke);
    }
  }
}
