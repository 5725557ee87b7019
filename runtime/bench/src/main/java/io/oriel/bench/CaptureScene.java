package io.oriel.bench;

import com.sun.management.ThreadMXBean;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.capture.pipewire.internal.media.NodeCapture;
import io.oriel.capture.pipewire.internal.media.Settings;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// One size and rate of [CapturePath].
///
/// @param name of the case
/// @param buffers how many the producer has; [#FEW]: so few that the capture copies
record CaptureScene(String name, int widthPx, int heightPx, int hz, int buffers) {
  static final int PLENTY = 8;
  static final int FEW = 4;

  private static final double P50_GOAL = 1;
  private static final double P99_GOAL = 5;
  private static final double ALLOCATED_GOAL = 16; // noise: the collector's and the profiler's
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int HELD = 4; // buffers, as with an encoder with two frames in flight
  private static final long SECOND = 1_000_000_000;
  private static final double WARM_UP = 0.3; // of the measuring, before it
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// A clock's beat: a picture each time, as a desktop in motion shows them.
  private static final class Desktop implements AutoCloseable {
    private final Thread thread;
    private final AtomicLong shown = new AtomicLong();
    private volatile boolean closed;

    Desktop(VideoProducer producer, int hz) {
      long period = SECOND / hz;
      thread =
          Thread.ofPlatform()
              .name("bench-desktop")
              .start(
                  () -> {
                    for (long due = System.nanoTime(); !closed; due += period) {
                      Ticks.await(due);
                      try {
                        if (producer.show(Shot.POLITE).isPresent()) {
                          shown.incrementAndGet();
                        }
                      } catch (PipeWireException e) {
                        throw new IllegalStateException(e);
                      }
                    }
                  });
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Health implements StageHealth {
    @Override
    public void degraded(String detail) {}

    @Override
    public void changed(String detail) {}

    @Override
    public void lost(BackendException cause) {}
  }

  List<Result> measure(Path socket, double seconds) throws Exception {
    var offer = VideoOffer.fixed(widthPx, heightPx).withBuffers(buffers);
    try (var producer = VideoProducer.start(socket, offer);
        var desktop = new Desktop(producer, hz)) {
      Set<String> others = NativeThreads.now();
      try (var capture = open(producer, socket)) {
        Set<String> own = NativeThreads.now();
        own.removeAll(others);
        fetch(capture, seconds * WARM_UP, new Samples(1), new Samples(1));
        return measure(desktop, capture, own, seconds);
      }
    }
  }

  private List<Result> measure(Desktop desktop, Capture capture, Set<String> own, double seconds)
      throws Exception {
    int most = (int) Math.ceil(seconds * hz * 1.5) + 1;
    var latency = new Samples(most);
    var handOver = new Samples(most);
    long cpu = NativeThreads.cpuNanos(own) + Cpu.nanos();
    long shown = desktop.shown.get();
    Thread loop = loop();
    long allocated = THREADS.getThreadAllocatedBytes(loop.threadId());
    long allocatedHere = THREADS.getCurrentThreadAllocatedBytes();
    long superseded = capture.superseded();
    long copied = fetch(capture, seconds, latency, handOver);
    allocatedHere = THREADS.getCurrentThreadAllocatedBytes() - allocatedHere;
    allocated = THREADS.getThreadAllocatedBytes(loop.threadId()) - allocated;
    superseded = capture.superseded() - superseded;
    shown = desktop.shown.get() - shown;
    cpu = NativeThreads.cpuNanos(own) + Cpu.nanos() - cpu;
    int n = latency.count();
    if (n == 0) {
      throw new IOException("no picture came");
    }
    return List.of(
        lower("p50_ms", "ms", latency.millis(0.5), n).goal(P50_GOAL),
        lower("p99_ms", "ms", latency.millis(0.99), n).goal(P99_GOAL),
        lower("hand_over_p50_ms", "ms", handOver.millis(0.5), n),
        lower("hand_over_p99_ms", "ms", handOver.millis(0.99), n),
        Result.higher(CapturePath.NAME, name, "fps", "1/s", n / seconds, n)
            .note(shown + " pictures were shown"),
        lower("superseded", "1", superseded, n),
        lower("copies_per_frame", "1", (double) copied / n, n).goal(buffers == FEW ? 1 : 0),
        lower("alloc_bytes_per_frame", "B", (double) (allocated + allocatedHere) / n, n)
            .goal(ALLOCATED_GOAL),
        lower("cpu_us_per_frame", "us", cpu / 1e3 / n, n));
  }

  /// Fetches pictures as the video thread does.
  ///
  /// @param latency producer's time stamp → in the host's hands
  /// @param handOver this process learned of it → in the host's hands
  /// @return how many had been copied
  private static long fetch(Capture capture, double seconds, Samples latency, Samples handOver)
      throws BackendException, InterruptedException {
    long end = System.nanoTime() + (long) (seconds * SECOND);
    long copied = 0;
    // on a busy machine the first may be late
    while (System.nanoTime() < end
        || latency.count() == 0 && System.nanoTime() < end + PATIENCE.toNanos()) {
      Frame frame = capture.await(SECOND / 10);
      if (frame == null) {
        continue;
      }
      long now = System.nanoTime();
      latency.add(now - frame.captureNanos());
      handOver.add(now - frame.readyNanos());
      // the producer's own memory is mapped for reading only
      copied += frame.planeBytes(0).isReadOnly() ? 0 : 1;
      frame.release();
    }
    return copied;
  }

  private Capture open(VideoProducer producer, Path socket) throws BackendException {
    var request =
        new CaptureProvider.Request(
            TargetKind.PIPEWIRE_NODE,
            widthPx,
            heightPx,
            hz * 1000,
            List.of(FormatSupport.host(Fourcc.XRGB8888)),
            HELD,
            true);
    var target =
        new PipeWireNode(
            producer.nodeId(),
            OptionalLong.of(producer.serial()),
            OptionalInt.empty(),
            Optional.of(socket.toString()),
            false);
    return NodeCapture.open(
        target, request, new Health(), new Settings(PATIENCE, PATIENCE, false), _ -> {});
  }

  private Result lower(String metric, String unit, double value, long n) {
    return Result.lower(CapturePath.NAME, name, metric, unit, value, n);
  }

  /// The capture's connection.
  private static Thread loop() throws IOException {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("oriel-pwv-"))
        .findFirst()
        .orElseThrow(() -> new IOException("the capture has no thread"));
  }
}
