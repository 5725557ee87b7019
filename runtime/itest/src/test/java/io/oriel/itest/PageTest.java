package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.itest.browser.Screenshot;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real browser opens the host's page and uses a real desktop.
class PageTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int OFF = 24; // of 255: subsampled colours and the screenshot's rounding

  private static RunningHost host;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    host = Stages.host();
    browser = Browser.start(Optional.empty());
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webtransport", "webrtc"})
  void the_desktop_is_seen_and_takes_input(String transport) throws Exception {
    try (var opened = OpenPage.open(host, browser, WIDTH, HEIGHT, "?transport=" + transport)) {
      opened.start("Desktop");
      Page page = opened.page();
      String socket = host.desktops(1).getFirst().socket();
      try (var window = PatternWindow.open(socket)) {
        assertThat(Await.until(OpenPage.PATIENCE, () -> window.widthPx() == WIDTH)).isTrue();
        assertThat(window.heightPx()).isEqualTo(HEIGHT);
        looksRight(page);
        assertThat(page.evaluate("oriel.connection.transport").getAsString()).isEqualTo(transport);

        InputLog log = window.input();
        moved(page, log);
        log.clear();
        page.mouse("mousePressed", 640, 360, "left");
        page.mouse("mouseReleased", 640, 360, "left");
        page.key("KeyA", "a", true);
        page.key("KeyA", "a", false);
        page.wheel(640, 360, 0, 120);
        awaitEvents(log, "button 272 down", "button 272 up", "key 30 down", "key 30 up");
        log.await(e -> e.stream().anyMatch(x -> x.startsWith("axis 0 ")), OpenPage.PATIENCE);
        assertThat(log.events()).anyMatch(e -> e.startsWith("axis 0 "));
      }
    }
    host.desktops(0);
  }

  @Test
  void the_desktop_follows_the_window() throws Exception {
    try (var opened = OpenPage.open(host, browser, WIDTH, HEIGHT, "")) {
      opened.start("Desktop");
      String socket = host.desktops(1).getFirst().socket();
      try (var window = PatternWindow.open(socket)) {
        looksRight(opened.page());

        opened.page().viewport(1600, 900, 1, false);

        assertThat(Await.until(OpenPage.PATIENCE, () -> window.widthPx() == 1600)).isTrue();
        assertThat(window.heightPx()).isEqualTo(900);
        looksRight(opened.page());
      }
    }
    host.desktops(0);
  }

  /// The whole pattern fills the page, moves, and has its colours.
  private static void looksRight(Page page) throws Exception {
    Set<Integer> frames = new HashSet<>();
    var last = new Screenshot[1];
    boolean right =
        Await.until(
            OpenPage.PATIENCE,
            () -> {
              last[0] = Screenshot.of(page);
              last[0].reading().filter(r -> !r.torn()).ifPresent(r -> frames.add(r.frame()));
              return frames.size() >= 3 && last[0].reading().isPresent();
            });
    assertThat(right).as("frames %s, %s", frames, page.messages()).isTrue();
    assertThat(last[0].barError()).isLessThanOrEqualTo(OFF);
  }

  private static void moved(Page page, InputLog log) throws Exception {
    var x = new int[] {600};
    boolean seen =
        Await.until(
            OpenPage.PATIENCE,
            () -> {
              page.mouse("mouseMoved", x[0]++, 300, "none");
              return log.events().stream().anyMatch(e -> e.startsWith("motion"));
            });
    assertThat(seen).as(log.events() + " " + page.messages()).isTrue();
  }

  private static void awaitEvents(InputLog log, String... wanted) throws InterruptedException {
    for (String one : wanted) {
      log.await(events -> events.contains(one), OpenPage.PATIENCE);
    }
    assertThat(log.events()).contains(wanted);
  }
}
