package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What a client sees of a running desktop whose parts fail, and what is left of that desktop: the
/// stream is its only monitor as long as it lasts.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DesktopOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final StreamOptions OPTIONS = StreamOptions.of(640, 360, 30);
  private static final List<String> BEFORE = List.of("640x480+800+0", "800x600+0+0");
  private static final List<String> ONLY = List.of("640x360+0+0");

  private static WornDesktop desktop;
  private static RunningHost host;
  private static GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    for (String each : WornDesktop.PARTS) {
      Assumptions.assumeTrue(
          Files.isExecutable(Path.of("/usr/bin", each)), each + " is not installed");
    }
    Assumptions.assumeTrue(
        HostProcess.built(), "no distribution in " + HostProcess.distribution() + ": mvn verify");
    desktop = new WornDesktop();
    desktop.start(WornDesktop.PARTS);
    var settings = new HashMap<>(RunningHost.QUIET);
    settings.put(
        "io.oriel.host.session.config", "pins=[\"display\\=mutter\"]\narrangement=\"only\"\n");
    settings.put(
        "io.oriel.vdisplay.mutter.config", "desktop=\"attach\"\nopen.timeout.ms=L\"8000\"\n");
    host = RunningHost.start(settings, desktop.environment());
    client = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
    if (desktop != null) {
      desktop.close();
    }
  }

  @BeforeEach
  void whole() throws Exception {
    desktop.start(WornDesktop.PARTS);
    assertThat(
            Await.until(PATIENCE, () -> host.shell().run("oriel:facts").contains("mutter.running")))
        .isTrue();
    assertThat(desktop.monitors()).isEqualTo(BEFORE);
  }

  /// Every test leaves the desktop as it was and nothing of a session.
  @AfterEach
  void asBefore() throws Exception {
    if (host == null) {
      return;
    }
    assertThat(Await.until(PATIENCE, () -> desktop.monitors().equals(BEFORE)))
        .as("%s%n%s", desktop.monitors(), host.process().output())
        .isTrue();
    assertThat(Await.until(PATIENCE, () -> journal().isEmpty())).as("%s", journal()).isTrue();
    assertThat(host.shell().run("oriel:sessions")).doesNotContain("LIVE");
  }

  private static List<Path> journal() throws IOException {
    try (Stream<Path> files = Files.walk(host.process().data())) {
      return files
          .filter(f -> f.toString().contains("/layouts/") && Files.isRegularFile(f))
          .toList();
    }
  }

  private interface Middle {
    void run() throws Exception;
  }

  /// Streams a program alone on the desktop, and what happens then ends the stream.
  private static void stream(Middle middle) throws Exception {
    var check = new PictureCheck(640, 360, 8);
    try (var stream = client.stream("Desktop", OPTIONS, check);
        var _ = PatternWindow.open(desktop.socket())) {
      assertThat(check.awaitDistinct(3, PATIENCE))
          .as("%s %s", check.faults(), host.process().output())
          .isTrue();
      assertThat(Await.until(PATIENCE, () -> desktop.monitors().equals(ONLY))).isTrue();
      assertThat(journal()).hasSize(1);
      middle.run();
      stream.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void streamAndQuit() throws Exception {
    stream(client::quit);
  }

  private static void logged(int from, String words) throws Exception {
    assertThat(Await.until(PATIENCE, () -> host.process().output().substring(from).contains(words)))
        .as(host.process().output().substring(from))
        .isTrue();
  }

  @Test
  void a_pipewire_that_restarts_ends_the_session_and_the_next_session_runs() throws Exception {
    int from = host.process().output().length();
    stream(
        () -> {
          desktop.kill(WornDesktop.PIPEWIRE);
          desktop.start(WornDesktop.PARTS); // at once, as systemd does
        });
    logged(from, "ended, DISPLAY_LOST: mutter: PipeWire has ended");
    streamAndQuit();
  }

  @Test
  void a_session_bus_that_dies_ends_the_session_and_the_next_one_runs_on_a_new_bus()
      throws Exception {
    int from = host.process().output().length();
    stream(() -> desktop.kill(WornDesktop.BUS));
    logged(from, "ended, DISPLAY_LOST: mutter: the desktop's session bus has gone");
    assertThatThrownBy(() -> client.stream("Desktop", OPTIONS, new PictureCheck(640, 360, 8)))
        .isInstanceOf(GameStreamException.class)
        .hasMessageContaining("log in to GNOME");
    desktop.kill(WornDesktop.MUTTER);
    whole();
    streamAndQuit();
  }

  @Test
  void a_session_needs_no_wireplumber() throws Exception {
    desktop.kill(WornDesktop.WIREPLUMBER);
    streamAndQuit();
  }

  @Test
  @Order(Integer.MAX_VALUE) // the host tries no display for a while after it has failed
  void a_desktop_that_does_not_answer_is_told_to_the_client() throws Exception {
    desktop.freeze(WornDesktop.MUTTER, true);
    try {
      assertThatThrownBy(() -> client.stream("Desktop", OPTIONS, new PictureCheck(640, 360, 8)))
          .isInstanceOf(GameStreamException.class)
          .hasMessageContaining("does not answer");
    } finally {
      desktop.freeze(WornDesktop.MUTTER, false);
    }
  }

  @Test
  void a_killed_host_leaves_no_process_and_the_next_one_the_layout_from_before() throws Exception {
    stream(
        () -> {
          var programs = host.process().process().descendants().toList();
          host.process().process().destroyForcibly();
          assertThat(
                  Await.until(PATIENCE, () -> programs.stream().noneMatch(ProcessHandle::isAlive)))
              .isTrue();
        });
    assertThat(journal()).as("for the next host").hasSize(1);
    host.restart();
  }
}
