package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.StreamOptions;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.vdisplay.portal.testing.RealPortal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session with a desktop that is reached through its portal alone.
class PortalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path home;

  @Test
  void the_client_sees_the_shared_monitor_and_the_desktop_gets_its_input() throws Exception {
    Assumptions.assumeTrue(
        RealPortal.possible(), "xdg-desktop-portal, dbus-daemon or PipeWire is not installed");
    Assumptions.assumeTrue(
        HostProcess.built(), "no distribution in " + HostProcess.distribution() + ": mvn verify");
    var settings = new HashMap<>(RunningHost.QUIET);
    settings.put("io.oriel.host.session.config", "pins=[\"display=portal\"]\n");
    try (var real = new RealPortal(home, true, 1280, 720);
        var host =
            RunningHost.start(settings, Map.of("DBUS_SESSION_BUS_ADDRESS", real.address()))) {
      var client = host.paired();
      var check = new PictureCheck(1280, 720, 8);
      try (var _ = new Painter(real.monitor());
          var stream = client.stream("Desktop", StreamOptions.of(1280, 720, 60), check)) {
        assertThat(check.awaitDistinct(10, PATIENCE)).as(host.process().output()).isTrue();
        stream.input().moveTo(640, 360, 1280, 720);
        stream.input().key('A', true, 0);
        stream.input().key('A', false, 0);

        assertThat(awaitSeen(real, "position true 6")).isTrue();
        assertThat(awaitSeen(real, "key 30 0")).isTrue();
        assertThat(check.faults()).isEmpty();

        real.desktop().endSharing();
        stream.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(Await.until(PATIENCE, () -> host.process().output().contains("ended, DENIED")))
          .as(host.process().output())
          .isTrue();
    }
  }

  /// The desktop draws thirty times a second.
  private static final class Painter implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Painter(VideoProducer monitor) {
      timer.scheduleAtFixedRate(() -> draw(monitor), 0, 33, TimeUnit.MILLISECONDS);
    }

    private static void draw(VideoProducer monitor) {
      try {
        monitor.show(Shot.POLITE);
      } catch (PipeWireException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      timer.close();
    }
  }

  private static boolean awaitSeen(RealPortal real, String prefix) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      String next = real.desktop().seen().poll(1, TimeUnit.SECONDS);
      if (next != null && next.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
