package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.client.gamestream.ClientInput;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A client on a KWin of the display's own, inside a headless sway.
class KwinDesktopTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  private static RunningHost host;
  private static GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/kwin_wayland")),
        "KWin is not installed: apt install kwin-wayland");
    host =
        Stages.host(
            Map.of(
                "io.oriel.host.session.config",
                "pins=[\"display\\=kwin\"]\n",
                "io.oriel.vdisplay.kwin.config",
                "desktop=\"own\"\nopen.terminal=B\"false\"\nopen.timeout.ms=L\"30000\"\n"));
    client = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  /// KWin's socket lies beside that of the sway that it draws into.
  private static String kwin(Desktop outer) {
    return Path.of(outer.socket()).resolveSibling("wayland-kwin").toString();
  }

  @Test
  void the_client_sees_a_program_in_kwin_which_gets_its_input_and_follows_its_size()
      throws Exception {
    var check = new PictureCheck(WIDTH, HEIGHT, 8);
    try (var stream = client.stream("Desktop", StreamOptions.of(WIDTH, HEIGHT, 60), check)) {
      Desktop outer = host.desktops(1).getFirst();
      try (var window = PatternWindow.open(kwin(outer))) {
        assertThat(check.awaitDistinct(60, Stages.PATIENCE))
            .as("pictures %d, faults %s, %s", check.distinct(), check.faults(), stream.figures())
            .isTrue();
        assertThat(window.widthPx()).isEqualTo(WIDTH);
        pointAndType(stream.input(), window.input());
        assertThat(check.faults()).isEmpty();

        String session = host.shell().run("oriel:sessions").strip().split("\\s+")[0];
        host.shell().run("oriel:mode " + session + " 1600x900@60");
        assertThat(Await.until(Stages.PATIENCE, () -> window.widthPx() == 1600)).isTrue();
        assertThat(window.heightPx()).isEqualTo(900);
      }
      assertThat(stream.ended()).isNotDone();
    }
    client.quit();
    assertThat(host.desktops(0)).isEmpty();
  }

  private static void pointAndType(ClientInput input, InputLog log) throws InterruptedException {
    log.await(events -> events.contains("focus"), Stages.PATIENCE);
    log.clear();
    input.moveTo(WIDTH / 4, HEIGHT / 4, WIDTH, HEIGHT);
    var moved =
        log.await(events -> events.stream().anyMatch(KwinDesktopTest::move), Stages.PATIENCE);
    String[] at = moved.stream().filter(KwinDesktopTest::move).toList().getLast().split(" ");
    assertThat(Double.parseDouble(at[1])).isCloseTo(WIDTH / 4.0, within(1.0));
    assertThat(Double.parseDouble(at[2])).isCloseTo(HEIGHT / 4.0, within(1.0));

    log.clear();
    input.button(1, true);
    input.button(1, false);
    input.scroll(-120);
    input.key('H', true, 0);
    input.key('H', false, 0);
    List<String> seen = log.await(events -> events.contains("key 35 up"), Stages.PATIENCE);
    assertThat(seen)
        .contains("button 272 down", "button 272 up", "key 35 down", "key 35 up")
        .anyMatch(event -> event.startsWith("axis 0 "));
  }

  private static boolean move(String event) {
    return event.startsWith("motion ") || event.startsWith("enter ");
  }

  @Test
  void a_killed_kwin_ends_the_session_and_takes_all_its_processes_along() throws Exception {
    var check = new PictureCheck(WIDTH, HEIGHT, 8);
    try (var stream = client.stream("Desktop", StreamOptions.of(WIDTH, HEIGHT, 60), check)) {
      Desktop outer = host.desktops(1).getFirst();
      try (var _ = PatternWindow.open(kwin(outer))) {
        assertThat(check.awaitDistinct(5, Stages.PATIENCE)).isTrue();

        host.process()
            .process()
            .descendants()
            .filter(p -> p.info().command().orElse("").endsWith("/kwin_wayland"))
            .forEach(ProcessHandle::destroyForcibly);

        stream.ended().get(Stages.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(host.desktops(0)).isEmpty();
      assertThat(
              Await.until(Stages.PATIENCE, () -> Desktop.processes(List.of(outer.id())).isEmpty()))
          .isTrue();
      assertThat(
              Await.until(
                  Stages.PATIENCE, () -> host.process().output().contains("ended, DISPLAY_LOST")))
          .isTrue();
    }
  }
}
