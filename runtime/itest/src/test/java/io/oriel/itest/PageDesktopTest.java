package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.pattern.InputLog;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fingers and text of a browser's user, in programs on real desktops: KWin takes fingers as such,
/// sway as a pointer.
class PageDesktopTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final String TEXT = "Grüße, Ёж! 漢字かな 한글 €½ 😀";

  private static final int TRIES = 30;
  private static final Duration SOON = Duration.ofSeconds(2);

  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    browser = Browser.start(Optional.empty());
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void text_of_any_script_and_taps_arrive_on_sway(@TempDir Path folder) throws Exception {
    try (var host = Stages.host();
        var opened = phone(host)) {
      Page page = opened.page();
      String socket = host.desktops(1).getFirst().socket();
      try (var window = PatternWindow.open(socket)) {
        InputLog log = focused(window);

        tap(page, log, 960, 540, all -> all.contains("button 272 up"));
        tap(page, log, 320, 360, PageDesktopTest::clicked);
      }
      try (var terminal = Terminal.open(socket, folder)) {
        page.evaluate("document.querySelector('.typing').focus()");
        terminal.awaitKeys(() -> page.type("?\n"));

        page.type("\n" + TEXT + "\n");

        terminal.awaitLine(TEXT);
      }
    }
  }

  @Test
  void fingers_arrive_on_kwin() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/kwin_wayland")),
        "KWin is not installed: apt install kwin-wayland");
    try (var host =
            Stages.host(
                Map.of(
                    "io.oriel.host.session.config", "pins=[\"display=kwin\"]\n",
                    "io.oriel.vdisplay.kwin.config",
                        "desktop=\"own\"\nopen.terminal=B\"false\"\nopen.timeout.ms=L\"30000\"\n"));
        var opened = phone(host)) {
      // KWin's socket lies beside that of the sway that it draws into
      Path outer = Path.of(host.desktops(1).getFirst().socket());
      touches(opened.page(), outer.resolveSibling("wayland-kwin").toString());
    }
  }

  /// A click follows on the pointer's newest place, which is that of the second tap.
  private static boolean clicked(List<String> events) {
    int last = events.size() - 1;
    while (last >= 0 && events.get(last).startsWith("button ")) {
      last--;
    }
    int end = events.size();
    return last >= 0
        && events.get(last).matches("(?:enter|motion) " + place(320, 360))
        && end - last > 2
        && events.subList(end - 2, end).equals(List.of("button 272 down", "button 272 up"));
  }

  /// Two fingers go down, one moves, both go up.
  private static void touches(Page page, String socket) throws Exception {
    try (var window = PatternWindow.open(socket)) {
      assertThat(Await.until(OpenPage.PATIENCE, () -> window.widthPx() == WIDTH)).isTrue();
      InputLog log = focused(window);
      String there = "touch down \\d+ " + place(960, 540);
      tap(page, log, 960, 540, all -> all.stream().anyMatch(e -> e.matches(there)));

      page.touches("touchStart", 640, 360);
      page.touches("touchStart", 640, 360, 960, 180);
      page.touches("touchMove", 320, 180, 960, 180);
      page.touches("touchEnd");

      String first = await(log, "touch down (\\d+) " + place(640, 360));
      String second = await(log, "touch down (\\d+) " + place(960, 180));
      assertThat(second).isNotEqualTo(first);
      await(log, "touch motion (" + first + ") " + place(320, 180));
      await(log, "touch up (" + first + ")");
      await(log, "touch up (" + second + ")");
    }
  }

  /// A place as a window is told it, give or take the browser's and the wire's rounding.
  private static String place(int x, int y) {
    return "(?:%d|%d)\\.\\d+ (?:%d|%d)\\.\\d+".formatted(x - 1, x, y - 1, y);
  }

  /// Waits for an event.
  ///
  /// @return the number of its finger, if the pattern has a group for it
  private static String await(InputLog log, String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    var events =
        log.await(
            all -> all.stream().anyMatch(e -> wanted.matcher(e).matches()), OpenPage.PATIENCE);
    for (String event : events) {
      Matcher found = wanted.matcher(event);
      if (found.matches()) {
        return found.groupCount() > 0 ? found.group(1) : "";
      }
    }
    throw new AssertionError(pattern + " in " + events);
  }

  private static OpenPage phone(RunningHost host) throws Exception {
    Page tab = browser.stranger(WIDTH, HEIGHT);
    tab.viewport(WIDTH, HEIGHT, 1, true);
    var opened = OpenPage.open(host, tab, "");
    tab.front();
    opened.start("Desktop");
    return opened;
  }

  private static InputLog focused(PatternWindow window) throws InterruptedException {
    window.input().await(events -> events.contains("focus"), OpenPage.PATIENCE);
    return window.input();
  }

  /// Taps until the window has taken it as it should. The first taps may be too early: windows
  /// grow, and are there for the keyboard before pointers and fingers find them. On a busy machine
  /// a tap may last long enough to be another button's click.
  private static void tap(Page page, InputLog log, int x, int y, Predicate<List<String>> taken)
      throws Exception {
    for (int i = 0; i < TRIES; i++) {
      page.touch("touchStart", x, y);
      page.touch("touchEnd", 0, 0);
      if (taken.test(log.await(taken, SOON))) {
        return;
      }
    }
    throw new AssertionError("tap at %d, %d: %s %s".formatted(x, y, log.events(), page.messages()));
  }
}
