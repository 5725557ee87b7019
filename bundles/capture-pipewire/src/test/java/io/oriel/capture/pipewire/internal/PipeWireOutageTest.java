package io.oriel.capture.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.UnixSocket;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.tck.RecordedHealth;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// PipeWire goes away and comes back; nobody manages its sessions.
class PipeWireOutageTest extends HostileFixture {
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  /// A node as a portal hands it over: with a connection of its own.
  private static PipeWireNode portal(VideoProducer producer, Path socket) throws Exception {
    try (var connected = UnixSocket.connect(socket.toString())) {
      int fd = Fd.dup(connected.fd());
      return new PipeWireNode(
          producer.nodeId(), UNKNOWN, OptionalInt.of(fd), Optional.empty(), false);
    }
  }

  @Test
  void without_a_session_manager_a_desktops_node_is_captured_all_the_same() throws Exception {
    try (var producer = polite();
        var _ = Feeder.polite(producer);
        var capture = open(producer, LONG, health)) {
      whole(capture);
    }
  }

  @Test
  void without_a_session_manager_a_portals_node_is_refused_and_the_manager_named()
      throws Exception {
    try (var producer = polite();
        var _ = Feeder.polite(producer)) {
      assertThat(refusal(portal(producer, pipeWire.socket()), SHORT))
          .hasMessageContaining("wireplumber");
    }
  }

  @Test
  void a_daemon_killed_in_mid_stream_is_told_once_and_its_successor_serves() throws Exception {
    try (var producer = polite();
        var _ = Feeder.polite(producer);
        var capture = open(producer, LONG, health)) {
      whole(capture);

      pipeWire.crash();

      var cause = health.lost().get(20, TimeUnit.SECONDS);
      assertThat(cause.kind()).isEqualTo(Kind.DEVICE_LOST);
      assertThat(cause).hasMessageContaining("PipeWire");
    } finally {
      pipeWire.restart();
    }
    assertThat(health.losses()).hasSize(1);

    try (var producer = producer(VideoOffer.fixed(WIDTH, HEIGHT));
        var _ = Feeder.polite(producer);
        var capture = open(producer, LONG, new RecordedHealth())) {
      whole(capture);
    }
  }
}
