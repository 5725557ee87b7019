package io.oriel.bench;

import io.oriel.media.core.Counter;
import io.oriel.media.core.MediaThread;
import io.oriel.media.wire.UdpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The receiving end: one thread takes datagrams off the socket and loses some on purpose, one or
/// more [WireLane]s decrypt, repair and put frames together.
final class WireReceiver implements AutoCloseable {
  private static final int BATCH = 64;
  private static final long WAIT_NANOS = 20_000_000;
  private static final int PATIENCE = 20; // waits without progress

  private final UdpSocket socket;
  private final WireLayout layout;
  private final Loss loss;
  private final Counter received = new Counter();
  private final Counter lost = new Counter();
  private final Counter refused = new Counter();
  private final WireLane[] lanes;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;
  private volatile Throwable broke;

  /// @param coalescing whether bursts may arrive as one, which is cheaper; then an overflow counts
  ///   bursts
  WireReceiver(WireLayout layout, Loss loss, boolean coalescing) throws IOException {
    socket = coalescing ? Sink.openCoalescing() : Sink.open();
    this.layout = layout;
    this.loss = loss;
    lanes = new WireLane[layout.lanes()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new WireLane(layout, i, this::broke);
      threads.add(lanes[i].thread());
    }
    threads.add(MediaThread.start("oriel-b-rx", this::receive, this::broke));
  }

  private void broke(Throwable why) {
    broke = why;
    running = false;
  }

  InetSocketAddress address() {
    return socket.local();
  }

  private void receive() {
    var receiver = socket.receiver(WireLane.LONGEST, BATCH);
    byte[] datagram = new byte[WireLane.LONGEST];
    boolean pending = false;
    try {
      while (running) {
        // a datagram waits for nothing once no other is there
        int length = receiver.receive(datagram, pending ? 0 : WAIT_NANOS);
        if (length > 0) {
          take(datagram, length);
          pending = true;
        } else if (pending) {
          for (WireLane lane : lanes) {
            lane.flush();
          }
          pending = false;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the receiver broke", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(byte[] datagram, int length) throws InterruptedException {
    received.increment();
    if (loss.takes(layout.number(datagram, 0))) {
      lost.increment();
      return;
    }
    int lane = layout.open(datagram, 0, length);
    if (lane < 0) {
      refused.increment();
    } else {
      lanes[lane].add(datagram, length);
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

  /// Datagrams, or bursts where they arrive as one, that the kernel had no room for, by its own
  /// count.
  long overflows() {
    return socket.receiveDrops();
  }

  /// Size of the kernel's buffer.
  int bufferBytes() {
    return socket.receiveBufferBytes();
  }

  /// Waits until so many datagrams came and were worked off, or nothing came for a while.
  void settle(long expected) throws InterruptedException {
    long before = -1;
    for (int quiet = 0; quiet < PATIENCE && running; ) {
      long now = lost.get() + refused.get();
      for (WireLane lane : lanes) {
        now += lane.taken();
      }
      if (now >= expected) {
        return;
      }
      quiet = now == before ? quiet + 1 : 0;
      before = now;
      Ticks.await(System.nanoTime() + WAIT_NANOS);
    }
  }

  /// CPU time of all its threads, in ns.
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

  /// Ends all threads; a second call does nothing.
  void end() {
    running = false;
    socket.close();
    for (WireLane lane : lanes) {
      lane.stop();
    }
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
