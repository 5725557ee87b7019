package io.oriel.bench;

import io.oriel.itest.Desktop;
import io.oriel.media.pipewire.AudioCapture;
import io.oriel.media.pipewire.AudioCaptureRequest;
import io.oriel.media.pipewire.AudioPosition;
import io.oriel.media.pipewire.PipeWireConnection;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hears when a session's sink plays clicks, with a capture of its own beside the host's.
final class SinkMonitor implements AutoCloseable {
  private static final int FRAMES = 240;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long WAIT_NANOS = 100_000_000;

  private final PipeWireConnection connection;
  private final AudioCapture capture;
  private final List<Double> played = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean running = true;

  private SinkMonitor(PipeWireConnection connection, AudioCapture capture) {
    this.connection = connection;
    this.capture = capture;
    this.thread = Thread.ofPlatform().name("sink-monitor").start(this::listen);
  }

  static SinkMonitor open(Desktop desktop) throws Exception {
    String directory = variable(desktop, "PIPEWIRE_RUNTIME_DIR");
    String sink = variable(desktop, "PIPEWIRE_NODE");
    String socket = desktop.variable("PIPEWIRE_REMOTE").orElse("pipewire-0");
    var connection =
        PipeWireConnection.open(
            "bench-pw", Path.of(directory, socket), why -> System.err.println("PipeWire: " + why));
    try {
      var properties =
          Map.of(
              "media.type", "Audio",
              "media.category", "Capture",
              "node.name", "oriel-bench",
              "target.object", sink,
              "stream.capture.sink", "true",
              "stream.dont-remix", "true",
              "node.dont-fallback", "true",
              "node.latency", FRAMES + "/48000");
      var request =
          new AudioCaptureRequest(
              "Oriel bench",
              properties,
              48_000,
              List.of(AudioPosition.FL, AudioPosition.FR),
              FRAMES);
      return new SinkMonitor(connection, connection.captureAudio(request, PATIENCE));
    } catch (Exception e) {
      connection.close();
      throw e;
    }
  }

  private static String variable(Desktop desktop, String name) throws IOException {
    return desktop
        .variable(name)
        .orElseThrow(() -> new IOException("the desktop's programs have no " + name));
  }

  private void listen() {
    var clicks = new Clicks(played::add);
    var block = new float[2 * FRAMES];
    try (var arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(4L * block.length);
      while (running) {
        long nanos = capture.read(memory, WAIT_NANOS);
        if (nanos != -1) {
          MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 0, block, 0, block.length);
          clicks.listen(block, 2, nanos);
        }
      }
    } catch (Exception e) {
      System.err.println("the sink's monitor ends: " + e);
    }
  }

  /// When clicks were played, on `System.nanoTime()`'s clock.
  List<Double> played() {
    return List.copyOf(played);
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    capture.close();
    connection.close();
  }
}
