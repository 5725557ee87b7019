package io.oriel.capture.pipewire.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.media.nat.Mapping;
import io.oriel.media.pipewire.testing.BufferKind;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.Udmabuf;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.testkit.Pattern;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pictures in DMA-BUFs, made of ordinary memory by the kernel.
@Tag("kernel")
@Timeout(120)
class DmaBufKernelTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final long SECOND = 1_000_000_000;
  private static final StageHealth QUIET =
      new StageHealth() {
        @Override
        public void degraded(String detail) {}

        @Override
        public void changed(String detail) {}

        @Override
        public void lost(BackendException cause) {}
      };
  private static PrivatePipeWire pipeWire;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Udmabuf.available(), "no /dev/udmabuf here; ./oriel test --kernel runs this where it is");
    Assumptions.assumeTrue(
        PrivatePipeWire.installed(), "PipeWire is not installed: apt-get install pipewire");
    pipeWire = PrivatePipeWire.startBare();
  }

  @AfterAll
  static void stop() {
    if (pipeWire != null) {
      pipeWire.close();
    }
  }

  private static VideoProducer producer() throws Exception {
    return VideoProducer.start(
        pipeWire.socket(), VideoOffer.fixed(WIDTH, HEIGHT).withBuffers(8).in(BufferKind.DMABUF));
  }

  private static NodeCapture open(VideoProducer producer, boolean dmaBufs, FormatSupport accepted)
      throws Exception {
    var request =
        new CaptureProvider.Request(
            TargetKind.PIPEWIRE_NODE, WIDTH, HEIGHT, 60_000, List.of(accepted), 3, true);
    var target =
        new PipeWireNode(
            producer.nodeId(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.of(pipeWire.socket().toString()),
            false);
    var settings = new Settings(Duration.ofSeconds(10), Duration.ofSeconds(20), dmaBufs);
    var opening =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return NodeCapture.open(target, request, QUIET, settings, _ -> {});
              } catch (BackendException e) {
                throw new IllegalStateException(e);
              }
            });
    while (!opening.isDone()) {
      producer.show(Shot.POLITE);
      LockSupport.parkNanos(SECOND / 20);
    }
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw (BackendException) e.getCause().getCause();
    }
  }

  private static void whole(MemorySegment bytes, int stride) {
    var reading = new Pattern(WIDTH, HEIGHT).readBgrx(bytes, stride).orElseThrow();
    assertThat(reading.strips()).isEqualTo(3);
  }

  private static Frame next(NodeCapture capture, VideoProducer producer) throws Exception {
    producer.showPolitely();
    var frame = capture.await(10 * SECOND);
    assertThat(frame).isNotNull();
    return frame;
  }

  @Test
  void an_encoder_that_takes_them_gets_the_descriptors() throws Exception {
    var accepted =
        new FormatSupport(
            MemoryKind.DMABUF,
            Fourcc.XRGB8888,
            Set.of(Fourcc.MODIFIER_LINEAR, 0x100000000000001L),
            Optional.empty());
    try (var producer = producer();
        var capture = open(producer, true, accepted)) {
      for (int i = 0; i < 20; i++) {
        var frame = next(capture, producer);

        assertThat(frame.memory()).isEqualTo(MemoryKind.DMABUF);
        assertThat(frame.format().modifier()).isEqualTo(Fourcc.MODIFIER_LINEAR);
        try (var arena = Arena.ofConfined()) {
          whole(
              Mapping.sharedReadOnly(
                  frame.planeFd(0), 0, (long) frame.planeStride(0) * HEIGHT, arena),
              frame.planeStride(0));
        }
        frame.release();
      }
    }
  }

  @Test
  void for_others_they_are_read_here() throws Exception {
    try (var producer = producer();
        var capture = open(producer, true, FormatSupport.host(Fourcc.XRGB8888))) {
      for (int i = 0; i < 20; i++) {
        var frame = next(capture, producer);

        assertThat(frame.memory()).isEqualTo(MemoryKind.HOST);
        whole(frame.planeBytes(0), frame.planeStride(0));
        frame.release();
      }
    }
  }

  @Test
  void where_they_are_forbidden_the_refusal_says_what_is_taken() throws Exception {
    try (var producer = producer()) {
      assertThatThrownBy(() -> open(producer, false, FormatSupport.host(Fourcc.XRGB8888)).close())
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("BGRX in shared memory");
    }
  }
}
