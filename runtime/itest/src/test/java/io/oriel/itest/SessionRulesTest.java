package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.client.gamestream.ClientManners;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionRulesTest {
  private static final StreamOptions LARGE = StreamOptions.of(1280, 720, 30);
  private static final StreamOptions SMALL = StreamOptions.of(800, 480, 30);
  private static final StreamListener NOBODY = new StreamListener() {};

  /// A host with room for one session, and without keep-alive.
  private static RunningHost small;

  private RunningHost host;

  @AfterEach
  void stop() throws Exception {
    if (host != null && host != small) {
      host.close();
    }
  }

  @AfterAll
  static void stopSmall() throws Exception {
    if (small != null) {
      small.close();
    }
  }

  private static RunningHost small() throws Exception {
    if (small == null) {
      small = Stages.host(sessions("max.sessions=I\"1\""));
    }
    return small;
  }

  private static Map<String, String> keepAlive(int seconds) {
    return Map.of("io.oriel.host.display.config", "keep.alive.seconds=L\"" + seconds + "\"\n");
  }

  private static Map<String, String> sessions(String line) {
    return Map.of("io.oriel.host.session.config", line + "\n");
  }

  private static int code(GameStream stream) throws Exception {
    return stream.ended().get(Stages.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void a_client_that_comes_back_finds_its_windows_until_the_keep_alive_is_over() throws Exception {
    host = Stages.host(keepAlive(6));
    GameStreamHost client = host.paired();
    var before = new PictureCheck(1280, 720, 8);
    GameStream first = client.stream("Desktop", LARGE, before);
    Desktop desktop = host.desktops(1).getFirst();
    try (var window = PatternProcess.start(desktop.socket())) {
      assertThat(before.awaitDistinct(10, Stages.PATIENCE)).isTrue();
      int newest = before.newest();
      first.close();
      assertThat(client.info().busy()).isTrue();

      var after = new PictureCheck(800, 480, 8);
      GameStream second = client.stream("Desktop", SMALL, after);

      assertThat(after.awaitDistinct(10, Stages.PATIENCE)).as("%s", after.faults()).isTrue();
      assertThat(after.newest()).as("the same program goes on").isGreaterThan(newest);
      assertThat(window.gone()).isFalse();
      assertThat(host.desktops()).singleElement().extracting(Desktop::pid).isEqualTo(desktop.pid());
      second.vanish();
      host.desktops(0); // after ten seconds of silence and six of keep-alive
      assertThat(client.info().busy()).isFalse();
      assertThat(Await.until(Stages.PATIENCE, window::gone)).isTrue();
    }
  }

  @Test
  void the_same_client_elsewhere_takes_its_stream_along() throws Exception {
    host = small(); // a stream that is taken over leaves its room too
    GameStreamHost client = host.paired();
    var check = new PictureCheck(800, 480, 8);
    GameStream onTv = client.stream("Desktop", LARGE, NOBODY);
    Desktop desktop = host.desktops(1).getFirst();
    try (var window = PatternProcess.start(desktop.socket())) {
      assertThat(Await.until(Stages.PATIENCE, () -> onTv.figures().framesShown() > 5)).isTrue();
      client.manners(ClientManners.USUAL.from(InetAddress.getByName("127.0.0.2")));

      GameStream onTablet = client.stream("Desktop", SMALL, check);

      assertThat(code(onTv)).as("a normal end").isZero();
      assertThat(check.awaitDistinct(10, Stages.PATIENCE)).as("%s", check.faults()).isTrue();
      assertThat(host.desktops()).singleElement().extracting(Desktop::pid).isEqualTo(desktop.pid());
      assertThat(window.gone()).isFalse();
      assertThat(
              Await.until(
                  Stages.PATIENCE, () -> host.process().log().contains("ended, TAKEN_OVER")))
          .isTrue();
      onTv.close();
      onTablet.close();
    }
    client.quit();
    assertThat(host.desktops()).isEmpty();
  }

  @Test
  void a_full_host_tells_the_next_client_so_and_has_room_again_after_a_quit() throws Exception {
    host = small();
    GameStreamHost first = host.paired();
    GameStreamHost second = host.paired();
    try (var _ = first.stream("Desktop", SMALL, NOBODY)) {
      assertThatThrownBy(() -> second.stream("Desktop", SMALL, NOBODY))
          .isInstanceOfSatisfying(
              GameStreamException.class, e -> assertThat(e.code()).isEqualTo(503))
          .hasMessageContaining("streams to one device already");
      first.quit();

      try (var stream = second.stream("Desktop", SMALL, NOBODY)) {
        assertThat(Await.until(Stages.PATIENCE, () -> stream.figures().framesShown() > 0)).isTrue();
      }
    }
    second.quit();
    host.desktops(0);
  }

  @Test
  void a_session_nobody_touches_ends_as_a_normal_one() throws Exception {
    host = Stages.host(sessions("idle.end.seconds=I\"3\""));
    GameStreamHost client = host.paired();
    try (var stream = client.stream("Desktop", SMALL, NOBODY)) {
      for (int i = 0; i < 8; i++) { // touched for four seconds
        assertThat(stream.ended().completeOnTimeout(-7, 500, TimeUnit.MILLISECONDS).get())
            .as("ended in step %d", i)
            .isEqualTo(-7);
        stream.input().moveBy(1, 0);
      }

      assertThat(code(stream)).isZero();
      assertThat(Await.until(Stages.PATIENCE, () -> host.process().log().contains("ended, IDLE")))
          .isTrue();
    }
  }
}
