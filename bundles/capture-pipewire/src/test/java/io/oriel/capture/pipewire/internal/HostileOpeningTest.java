package io.oriel.capture.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.media.pipewire.testing.BufferKind;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Sources that cannot be captured at all: the answer comes in time and says why.
class HostileOpeningTest extends HostileFixture {
  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);

  private BackendException refused(VideoOffer offer) throws Exception {
    long start = System.nanoTime();
    try (var producer = producer(offer);
        var _ = Feeder.polite(producer)) {
      return refusal(target(producer), SHORT);
    } finally {
      assertThat(System.nanoTime() - start).isLessThan(BOUND_NANOS);
    }
  }

  @Test
  void formats_that_nobody_takes_are_refused() throws Exception {
    assertThat(refused(VideoOffer.fixed(WIDTH, HEIGHT).withFormats(VideoOffer.GRAY8)).kind())
        .isIn(Kind.FAILED, Kind.DEVICE_LOST);
  }

  @Test
  void formats_that_do_not_exist_are_refused() throws Exception {
    refused(VideoOffer.fixed(WIDTH, HEIGHT).withFormats(0, -1, 0x7fff_ffff));
  }

  @Test
  void pictures_without_width_and_height_are_refused() throws Exception {
    refused(VideoOffer.fixed(0, 0));
  }

  @Test
  void pictures_without_height_are_refused() throws Exception {
    refused(VideoOffer.fixed(640, 0));
  }

  @Test
  void pictures_beyond_16384_are_refused() throws Exception {
    refused(VideoOffer.fixed(16_385, 480));
    refused(VideoOffer.fixed(-1, -1));
  }

  @Test
  void descriptors_that_are_no_memory_are_refused() throws Exception {
    assertThat(refused(VideoOffer.fixed(WIDTH, HEIGHT).in(BufferKind.EVENTFD)))
        .hasMessageContaining("cannot be used");
  }

  @Test
  void memory_shorter_than_it_claims_is_refused() throws Exception {
    assertThat(refused(VideoOffer.fixed(WIDTH, HEIGHT).in(BufferKind.SHORT_MEMFD)))
        .hasMessageContaining("4096 bytes");
  }

  @Test
  void memory_of_a_kind_that_was_not_agreed_on_is_refused() throws Exception {
    refused(VideoOffer.fixed(WIDTH, HEIGHT).in(BufferKind.FALSE_DMABUF));
  }

  @Test
  void a_stream_that_never_gives_a_picture_is_refused() throws Exception {
    try (var producer = polite()) {
      var refusal = refusal(target(producer), SHORT);

      assertThat(refusal.kind()).isEqualTo(Kind.FAILED);
      assertThat(refusal).hasMessageContaining("no picture in 2000 ms");
    }
  }

  @Test
  void a_stream_that_gives_pointers_alone_is_refused() throws Exception {
    try (var producer = polite();
        var _ = Feeder.of(producer, () -> Shot.pointerOnly(Shot.Pointer.at(1, 1)))) {
      assertThat(refusal(target(producer), SHORT)).hasMessageContaining("no picture");
    }
  }

  @Test
  void a_stream_of_lies_alone_is_refused_and_says_which() throws Exception {
    try (var producer = polite();
        var _ = Feeder.of(producer, () -> Shot.POLITE.chunk(0, 1, 8))) {
      assertThat(refusal(target(producer), SHORT)).hasMessageContaining("rows of 8 bytes");
    }
  }

  @Test
  void a_node_that_vanished_after_its_announcement_is_named() throws Exception {
    var producer = polite();
    PipeWireNode gone = target(producer);
    producer.close();

    var refusal = refusal(gone, SHORT);

    assertThat(refusal.kind()).isEqualTo(Kind.DEVICE_LOST);
    assertThat(refusal).hasMessageContaining("node " + gone.nodeId());
  }

  @Test
  void a_node_that_took_the_number_of_a_vanished_one_is_not_shown_in_its_place() throws Exception {
    var first = polite();
    long serial = first.serial();
    first.close();
    try (var other = polite();
        var _ = Feeder.polite(other)) {
      var confused =
          new PipeWireNode(
              other.nodeId(),
              OptionalLong.of(serial),
              OptionalInt.empty(),
              Optional.of(pipeWire.socket().toString()),
              false);

      assertThat(refusal(confused, SHORT).kind()).isEqualTo(Kind.DEVICE_LOST);
    }
  }

  @Test
  void a_node_that_vanishes_while_the_capture_opens_ends_the_opening() throws Exception {
    for (int i = 0; i < 5; i++) {
      VideoProducer producer = polite();
      PipeWireNode node = target(producer);
      int pauseMillis = 4 * i;
      Thread taker =
          Thread.ofPlatform()
              .start(
                  () -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(
                        TimeUnit.MILLISECONDS.toNanos(pauseMillis));
                    producer.close();
                  });
      refusal(node, LONG); // long before the deadlines
      taker.join();
    }
  }

  @Test
  void a_socket_that_nobody_serves_is_named() {
    var nowhere =
        new PipeWireNode(
            42,
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.of("/nonexistent/pipewire-0"),
            false);

    assertThat(refusal(nowhere, SHORT).kind()).isEqualTo(Kind.DEVICE_LOST);
    assertThat(List.of(refusal(nowhere, SHORT).getMessage()).getFirst())
        .contains("/nonexistent/pipewire-0");
  }
}
