package io.oriel.capture.pipewire.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeCaptureTest {
  private static final long SECOND = 1_000_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Settings SETTINGS =
      new Settings(Duration.ofSeconds(5), Duration.ofSeconds(10), true);
  private final AtomicReference<BackendException> lost = new AtomicReference<>();
  private final StageHealth health =
      new StageHealth() {
        @Override
        public void degraded(String detail) {}

        @Override
        public void changed(String detail) {}

        @Override
        public void lost(BackendException cause) {
          lost.set(cause);
        }
      };
  private PrivatePipeWire pipeWire;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed(),
        "PipeWire is not installed: apt-get install pipewire wireplumber");
    pipeWire = PrivatePipeWire.start();
  }

  @AfterEach
  void stop() {
    if (pipeWire != null) {
      pipeWire.close();
    }
  }

  private NodeCapture open(int node) throws BackendException {
    var request =
        new CaptureProvider.Request(
            TargetKind.PIPEWIRE_NODE,
            320,
            240,
            60_000,
            List.of(FormatSupport.host(Fourcc.XRGB8888), FormatSupport.host(Fourcc.XBGR8888)),
            3,
            true);
    var target =
        new PipeWireNode(
            node,
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.of(pipeWire.socket().toString()),
            false);
    return NodeCapture.open(target, request, health, SETTINGS, _ -> {});
  }

  @Test
  void pictures_of_a_source_arrive() throws Exception {
    try (var producer = VideoProducer.start(pipeWire.socket(), VideoOffer.fixed(640, 360))) {
      var opening = CompletableFuture.supplyAsync(() -> opened(producer.nodeId()));
      producer.awaitStreaming(PATIENCE);
      producer.showPolitely();
      try (var capture = opening.get()) {
        for (int i = 0; i < 30; i++) {
          Frame frame = capture.await(5 * SECOND);
          assertThat(frame).isNotNull();
          assertThat(frame.memory()).isEqualTo(MemoryKind.HOST);
          frame.release();
          producer.show(Shot.POLITE);
        }
      }
    }
  }

  private NodeCapture opened(int node) {
    try {
      return open(node);
    } catch (BackendException e) {
      throw new IllegalStateException(e);
    }
  }
}
