package io.oriel.capture.pipewire.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.UnixSocket;
import io.oriel.tck.CaptureProviderContract;
import io.oriel.tck.Facts;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class CapturesContractTest extends CaptureProviderContract {
  private static final int NOBODY = 99_999;

  @BeforeAll
  static void startPipeWire() throws Exception {
    HostileFixture.startPipeWire();
  }

  @AfterAll
  static void stopPipeWire() {
    HostileFixture.stopPipeWire();
  }

  @Override
  protected CaptureProvider provider() {
    return Own.captures(1_000);
  }

  @Override
  protected CaptureProvider.Request request() {
    return HostileFixture.request();
  }

  @Override
  protected HostFacts facts() {
    return Facts.none();
  }

  @Override
  protected CaptureTarget target() throws Exception {
    return deadTarget().orElseThrow();
  }

  /// With a connection, as a portal hands it over, to a node that is not there.
  @Override
  protected Optional<CaptureTarget> deadTarget() throws Exception {
    try (var connected = UnixSocket.connect(HostileFixture.pipeWire.socket().toString())) {
      int fd = Fd.dup(connected.fd());
      return Optional.of(
          new PipeWireNode(
              NOBODY, OptionalLong.empty(), OptionalInt.of(fd), Optional.empty(), false));
    }
  }
}
