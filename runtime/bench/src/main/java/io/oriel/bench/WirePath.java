package io.oriel.bench;

import io.oriel.media.core.MediaThread;
import io.oriel.media.wire.PacedSender;
import io.oriel.media.wire.Pacer;
import io.oriel.media.wire.UdpSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// A stream over loopback: one thread packetizes, protects, encrypts, paces and sends; see
/// [WireReceiver] for the other end.
final class WirePath {
  private static final int RUN = 44; // datagrams of one system call: what one buffer holds
  private static final int LONGEST = 1500;
  private static final int BURST_BYTES = 64 * 1024;
  // Datagrams leave in half of the time there is: the other half is for the work between
  private static final double PACE = 2.5;
  private static final int CHECK_EVERY = 8; // frames compared byte by byte
  private static final int SEED = 7;
  private static final double LOSS = 0.01;

  /// What to send.
  ///
  /// @param frameBytes of every frame
  /// @param coalescing whether bursts arrive as one; see [WireReceiver]
  record Plan(int frameBytes, int fps, int frames, boolean coalescing) {
    static Plan of(double gigabitsPerSecond, int fps, double seconds, boolean coalescing) {
      int bytes = (int) Math.ceil(gigabitsPerSecond * 1e9 / 8 / fps);
      return new Plan(bytes, fps, Math.max(1, (int) Math.ceil(seconds * fps)), coalescing);
    }
  }

  /// What came of it.
  ///
  /// @param sent datagrams the kernel took
  /// @param refused datagrams it did not take in time, counted by the sender
  /// @param received datagrams taken off the other socket, those lost on purpose included
  /// @param overflows datagrams the kernel had no room for there, by its own count
  /// @param bufferBytes size of that room, as the kernel counts it
  /// @param delivered frames that came whole
  /// @param corrupt frames among them that differ from what was sent
  /// @param nanos from the first frame on until the last was sent, or was due to be
  record Outcome(
      Plan plan,
      long sent,
      long refused,
      long received,
      long lostOnPurpose,
      long overflows,
      int bufferBytes,
      long delivered,
      long corrupt,
      long nanos,
      double senderCores,
      double receiverCores) {

    double gigabitsPerSecond() {
      return delivered * 8.0 * plan.frameBytes / nanos;
    }

    long unrecovered() {
      return plan.frames - delivered + corrupt;
    }

    long silentDrops() {
      return sent - received - overflows;
    }

    /// Whether everything arrived, and the sender kept up.
    boolean clean() {
      return unrecovered() == 0 && silentDrops() == 0 && inTime();
    }

    /// Whether the last frame left nearly when it should.
    boolean inTime() {
      return nanos <= 1.01e9 * plan.frames / plan.fps;
    }
  }

  /// A layout whose frames go to a sink.
  interface LayoutMaker {
    WireLayout make(WireLayout.FrameSink sink) throws Exception;
  }

  private final Plan plan;
  private final byte[] noise;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong corrupt = new AtomicLong();
  private long sentNanos; // the send thread
  private long cpuNanos; // the send thread
  private volatile Throwable broke;

  private WirePath(Plan plan) {
    this.plan = plan;
    noise = new byte[plan.frameBytes];
    new Random(SEED).nextBytes(noise);
  }

  /// Runs a stream to its end.
  static Outcome run(Plan plan, LayoutMaker maker) throws Exception {
    return new WirePath(plan).run(maker);
  }

  private Outcome run(LayoutMaker maker) throws Exception {
    try (Arena arena = Arena.ofShared();
        WireLayout layout = maker.make(this::frame);
        var receiver = new WireReceiver(layout, new Loss(LOSS, SEED), plan.coalescing);
        var out = Sink.open()) {
      MemorySegment frame = arena.allocate(plan.frameBytes, 64);
      MemorySegment.copy(noise, 0, frame, ValueLayout.JAVA_BYTE, 0, noise.length);
      var pacer = new Pacer((long) (plan.frameBytes * 8.0 * plan.fps * PACE), BURST_BYTES);
      var sender = new PacedSender(out, RUN, LONGEST, pacer);
      var route = out.route(receiver.address(), null);
      long begun = System.nanoTime();
      Thread thread =
          MediaThread.start(
              "oriel-b-tx", () -> send(layout, frame, sender, route, begun), t -> broke = t);
      thread.join();
      long receiverCpu = receiver.cpuNanos();
      receiver.settle(sender.sender().datagrams());
      long overflows = receiver.overflows();
      int buffer = receiver.bufferBytes();
      long received = receiver.received();
      long lost = receiver.lost();
      receiver.end();
      receiver.check();
      if (broke != null) {
        throw new IllegalStateException("the sending end broke", broke);
      }
      long nanos = Math.max(sentNanos - begun, plan.frames * 1_000_000_000L / plan.fps);
      return new Outcome(
          plan,
          sender.sender().datagrams(),
          sender.sender().drops(),
          received,
          lost,
          overflows,
          buffer,
          delivered.get(),
          corrupt.get(),
          nanos,
          (double) cpuNanos / nanos,
          (double) receiverCpu / nanos);
    }
  }

  private void frame(byte[] bytes, int length) {
    long n = delivered.incrementAndGet();
    boolean whole =
        length == noise.length
            && bytes[length - 1] == noise[length - 1]
            && (n % CHECK_EVERY != 0 || same(bytes));
    if (!whole) {
      corrupt.incrementAndGet();
    }
  }

  private boolean same(byte[] bytes) {
    return Arrays.mismatch(bytes, 0, noise.length, noise, 0, noise.length) < 0;
  }

  private void send(
      WireLayout layout, MemorySegment frame, PacedSender sender, UdpSocket.Route to, long begun) {
    long cpu = Cpu.nanos();
    long interval = 1_000_000_000L / plan.fps;
    for (int i = 0; i < plan.frames; i++) {
      Ticks.await(begun + i * 1_000_000_000L / plan.fps);
      layout.build(frame, plan.frameBytes, i);
      sender.send(layout.datagrams(), to, interval / 2, System.nanoTime() + interval);
    }
    sentNanos = System.nanoTime();
    cpuNanos = Cpu.nanos() - cpu;
  }
}
