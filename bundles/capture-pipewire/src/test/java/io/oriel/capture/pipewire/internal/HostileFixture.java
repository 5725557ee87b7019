package io.oriel.capture.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.capture.pipewire.internal.media.Settings;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.tck.RecordedHealth;
import io.oriel.tck.Wait;
import io.oriel.testkit.Pattern;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// One PipeWire for all tests of a class, without a session manager; after every test no descriptor
/// and no thread may be left.
@Timeout(120)
abstract class HostileFixture {
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final int WIDTH = 320;
  static final int HEIGHT = 240;

  /// Long for what has to work, short for what has to fail.
  static final Settings SHORT = new Settings(Duration.ofSeconds(2), Duration.ofSeconds(2), true);

  static final Settings LONG = new Settings(Duration.ofSeconds(15), Duration.ofSeconds(15), true);

  static PrivatePipeWire pipeWire;

  final RecordedHealth health = new RecordedHealth();
  private int descriptors;
  private int threads;

  @BeforeAll
  static void startPipeWire() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed() && PipeWire.version().isPresent(),
        "pipewire is not installed: apt-get install pipewire");
    pipeWire = PrivatePipeWire.startBare();
    // what is loaded once
    try (var producer = polite();
        var _ = Feeder.polite(producer);
        var capture = open(producer, LONG, new RecordedHealth())) {
      capture.await(SECOND);
    }
  }

  @AfterAll
  static void stopPipeWire() {
    if (pipeWire != null) {
      pipeWire.close();
    }
  }

  @BeforeEach
  void count() {
    descriptors = descriptors();
    threads = threads();
  }

  @AfterEach
  void nothing_is_leaked() throws Exception {
    Wait.until("no descriptor left", () -> descriptors() <= descriptors);
    Wait.until("no thread left", () -> threads() <= threads + 1); // the JVM's own come
  }

  private static int descriptors() {
    return new File("/proc/self/fd").list().length;
  }

  private static int threads() {
    return new File("/proc/self/task").list().length;
  }

  static VideoProducer polite() throws Exception {
    return VideoProducer.start(pipeWire.socket(), VideoOffer.fixed(WIDTH, HEIGHT));
  }

  static VideoProducer producer(VideoOffer offer) throws Exception {
    return VideoProducer.start(pipeWire.socket(), offer);
  }

  static PipeWireNode target(VideoProducer producer) {
    return new PipeWireNode(
        producer.nodeId(),
        OptionalLong.of(producer.serial()),
        OptionalInt.empty(),
        Optional.of(pipeWire.socket().toString()),
        false);
  }

  static CaptureProvider.Request request() {
    return new CaptureProvider.Request(
        TargetKind.PIPEWIRE_NODE,
        WIDTH,
        HEIGHT,
        240_000,
        List.of(FormatSupport.host(Fourcc.XRGB8888), FormatSupport.host(Fourcc.ARGB8888)),
        3,
        false);
  }

  static Capture open(VideoProducer producer, Settings settings, RecordedHealth health)
      throws BackendException {
    return open(target(producer), settings, health);
  }

  static Capture open(CaptureTarget target, Settings settings, RecordedHealth health)
      throws BackendException {
    return io.oriel.capture.pipewire.internal.media.NodeCapture.open(
        (PipeWireNode) target, request(), health, settings, _ -> {});
  }

  /// Opens what cannot be opened.
  static BackendException refusal(CaptureTarget target, Settings settings) {
    try {
      open(target, settings, new RecordedHealth()).close();
    } catch (BackendException e) {
      assertThat(e.getMessage()).isNotBlank();
      return e;
    }
    throw new AssertionError("opened " + target);
  }

  /// The next picture, whole: its number.
  static int whole(Capture capture) throws Exception {
    Frame frame = capture.await(10 * SECOND);
    assertThat(frame).as("a picture").isNotNull();
    int number = number(frame);
    frame.release();
    return number;
  }

  /// The number in a picture.
  static int number(Frame frame) {
    var format = frame.format();
    var reading =
        new Pattern(format.widthPx(), format.heightPx())
            .readBgrx(frame.planeBytes(0).asSlice(frame.planeOffset(0)), frame.planeStride(0))
            .orElseThrow(() -> new AssertionError("the picture cannot be read"));
    assertThat(reading.strips()).isEqualTo(3);
    assertThat(reading.torn()).isFalse();
    return reading.frame();
  }
}
