package io.oriel.bench;

import io.oriel.media.core.Counter;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.MediaThread;
import io.oriel.media.core.SpscRing;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.PacedSender;
import io.oriel.media.wire.Pacer;
import io.oriel.media.wire.UdpSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// One session of many: a thread that submits frames at a steady rate and one that packetizes,
/// protects, encrypts, paces and sends them, as in a host; and its client, one thread that
/// receives, loses a little on purpose, decrypts, repairs and puts frames together.
final class WireSession implements AutoCloseable {
  private static final int FEC_PERCENT = 20;
  private static final int QUEUED = 2; // what a host's encoder has unfinished
  private static final int LONGEST = 2048;
  private static final double LOSS = 0.01;
  private static final long WAIT_NANOS = 50_000_000;

  /// Frames of a session.
  ///
  /// @param beginNanos when the first is due, on `System.nanoTime()`'s clock
  record Schedule(int frameBytes, int fps, int frames, long beginNanos) {
    long due(int frame) {
      return beginNanos + frame * 1_000_000_000L / fps;
    }

    long intervalNanos() {
      return 1_000_000_000L / fps;
    }
  }

  private final Schedule schedule;
  private final MemorySegment frame;
  private final GameStreamWire layout;
  private final UdpSocket client;
  private final UdpSocket.Route route;
  private final PacedSender sender;
  private final Loss loss;
  private final SpscRing<long[]> waiting = new SpscRing<>(QUEUED);
  private final Doorbell doorbell = new Doorbell();
  private final Samples times;
  private final Counter skipped = new Counter(); // video thread
  private final Counter delivered = new Counter(); // receive thread
  private final Counter corrupt = new Counter(); // receive thread
  private final Consumer<Throwable> broke;
  private Thread video;
  private Thread transmit;
  private Thread receive;
  private volatile long videoCpuNanos;
  private volatile long transmitCpuNanos;
  private volatile boolean submitted;
  private volatile boolean receiving = true;

  /// @param out the socket of all sessions
  /// @param frame what every frame contains
  WireSession(
      int number, Schedule schedule, MemorySegment frame, UdpSocket out, Consumer<Throwable> broke)
      throws IOException, InterruptedException {
    this.schedule = schedule;
    this.frame = frame;
    this.broke = broke;
    times = new Samples(schedule.frames);
    loss = new Loss(LOSS, number);
    layout = new GameStreamWire(FEC_PERCENT, this::arrived);
    client = Sink.open();
    route = out.route(client.local(), null);
    var pacer = new Pacer(Pacer.BITS_PER_SECOND, Pacer.BURST_BYTES);
    sender = new PacedSender(out, DatagramSender.BURST, layout.datagrams().datagramBytes(), pacer);
  }

  void start() {
    receive = MediaThread.start("oriel-b-rx", this::receive, broke);
    transmit = MediaThread.start("oriel-b-tx", this::transmit, broke);
    video = MediaThread.start("oriel-b-vid", this::submit, broke);
  }

  private void submit() {
    long cpu = Cpu.nanos();
    for (int i = 0; i < schedule.frames; i++) {
      Ticks.await(schedule.due(i));
      if (waiting.offer(new long[] {i, System.nanoTime()})) {
        doorbell.ring();
      } else {
        skipped.increment();
      }
    }
    videoCpuNanos = Cpu.nanos() - cpu;
    submitted = true;
    doorbell.ring();
  }

  private void transmit() {
    long cpu = Cpu.nanos();
    long interval = schedule.intervalNanos();
    int index = 0;
    try {
      while (true) {
        boolean last = submitted;
        long[] next = waiting.poll();
        if (next == null && last) {
          break;
        }
        if (next == null) {
          doorbell.await(System.nanoTime() + WAIT_NANOS);
          continue;
        }
        layout.build(frame, schedule.frameBytes, index++);
        sender.send(layout.datagrams(), route, interval * 3 / 4, System.nanoTime() + interval);
        times.add(System.nanoTime() - next[1]);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    transmitCpuNanos = Cpu.nanos() - cpu;
  }

  private void receive() {
    var receiver = client.receiver(LONGEST, 64);
    byte[] datagram = new byte[LONGEST];
    try {
      while (receiving) {
        int length = receiver.receive(datagram, WAIT_NANOS);
        if (length > 0 && !loss.takes(layout.number(datagram, 0))) {
          layout.datagram(0, datagram, 0, length, System.nanoTime());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a client broke", e);
    }
  }

  private void arrived(byte[] bytes, int length) {
    delivered.increment();
    boolean whole =
        length == schedule.frameBytes
            && MemorySegment.ofArray(bytes).asSlice(0, length).mismatch(frame.asSlice(0, length))
                < 0;
    if (!whole) {
      corrupt.increment();
    }
  }

  /// Waits until the last frame was sent.
  void awaitSent() throws InterruptedException {
    video.join();
    transmit.join();
  }

  /// Frames that came, whole and the same. Any thread.
  long whole() {
    return delivered.get() - corrupt.get();
  }

  /// Frames sent; those skipped because two were waiting are not. After [#awaitSent].
  long sent() {
    return schedule.frames - skipped.get();
  }

  /// Frames due.
  int due() {
    return schedule.frames;
  }

  /// From a frame's submission to its last datagram in the kernel. After [#awaitSent].
  Samples times() {
    return times;
  }

  /// Datagrams the kernel did not take in time. After [#awaitSent].
  long refused() {
    return sender.sender().drops();
  }

  /// CPU time of the host's two threads. After [#awaitSent].
  long hostCpuNanos() {
    return videoCpuNanos + transmitCpuNanos;
  }

  @Override
  public void close() {
    receiving = false;
    try {
      if (receive != null) {
        receive.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    client.close();
    layout.close();
  }
}
