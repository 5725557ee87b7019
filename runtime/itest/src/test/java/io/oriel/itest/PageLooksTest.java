package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every screen of the page at the size of a desktop and of a phone: axe finds nothing serious.
///
/// `-Doriel.screenshots=DIR` keeps what they look like.
class PageLooksTest {
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /// Nothing moves any more, but what moves for ever.
  private static final String SETTLED =
      """
      Promise.allSettled(document.getAnimations()
        .filter((a) => a.effect.getComputedTiming().endTime !== Infinity)
        .map((a) => a.finished)).then(() => 0)
      """;

  /// Two texts that pass by, one of them long.
  private static final String TOAST =
      """
      import(new URL('ui/dialogs.js', location.href)).then(({ toast }) => {
        toast('The desktop is now 1280 × 800.');
        toast('The browser plays sound only after you say so, and this text is a long one.',
          { label: 'Play sound', act: () => {} });
      })
      """;

  /// Shown texts that lie on the figures.
  private static final String COVERED =
      """
      (() => {
        const a = document.querySelector('.statistics').getBoundingClientRect();
        const shown = [...document.querySelectorAll('.toast')]
          .filter((toast) => toast.checkVisibility());
        const covering = shown.filter((toast) => {
          const b = toast.getBoundingClientRect();
          return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        });
        return shown.length === 0 ? 'no text is shown'
          : covering.map((toast) => toast.innerText).join() || 'none';
      })()
      """;

  private static RunningHost host;
  private static String axe;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    try (InputStream in = PageLooksTest.class.getClassLoader().getResourceAsStream(AXE)) {
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    host = Stages.host(Map.of("io.oriel.host.trust.config", "host.name=\"Studio\"\n"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"desktop, 1280, 800, 1, false", "phone, 390, 844, 2, true"})
  void nobody_is_kept_out(String size, int width, int height, double scale, boolean phone)
      throws Exception {
    try (var browser = Browser.start(Optional.empty())) {
      Page tab = browser.page(width, height);
      tab.viewport(width, height, scale, phone);
      tab.front();
      try (var login = OpenPage.unpaired(host, tab, "")) {
        sound(login, "login", size);
      }
      tab = browser.page(width, height);
      tab.viewport(width, height, scale, phone);
      tab.front();
      try (var opened = OpenPage.open(host, tab, "")) {
        sound(opened, "home", size);
        opened.click("[aria-label=Settings]");
        opened.await("document.querySelector('dialog[open]') !== null");
        sound(opened, "settings", size);
        opened.page().key("Escape", "Escape", true);
        opened.page().key("Escape", "Escape", false);
        opened.page().evaluate("document.querySelector('dialog[open]')?.close(); 0");
        opened.start("Desktop");
        // stays open while something in it has the focus
        opened.page().evaluate("document.querySelector('.tools .tab').focus(); 0");
        opened.await("document.querySelector('.tools').dataset.open === 'true'");
        if (System.getProperty("oriel.screenshots") != null) {
          opened.await("oriel.stats().drawn > 50"); // a picture of the first moment is a rough one
        }
        sound(opened, "stream", size);
        opened.click("[aria-label=Statistics]");
        opened
            .page()
            .evaluate("new Promise(r => oriel.connection.addEventListener('stats', () => r(0)))");
        opened.page().evaluate(TOAST);
        String covered = opened.page().evaluate(COVERED).getAsString();
        assertThat(covered).as("figures and words that pass by on a " + size).isEqualTo("none");
        sound(opened, "statistics", size);
      }
    }
    host.desktops(0);
  }

  private static void sound(OpenPage opened, String screen, String size) throws Exception {
    Page page = opened.page();
    page.evaluate(SETTLED);
    String folder = System.getProperty("oriel.screenshots");
    if (folder != null && !screen.equals("statistics")) { // those figures say nothing yet
      page.screenshot(Path.of(folder).resolve("page-" + screen + "-" + size + ".png"));
    }
    page.evaluate(axe + "; 0");
    String serious =
        page.evaluate(
                """
                axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
                  violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
                    .map((v) => `${v.id}: ${v.help}\\n` + v.nodes.map((n) =>
                      `  ${n.target}: ${n.failureSummary}`).join('\\n')).join('\\n'))
                """)
            .getAsString();
    assertThat(serious).as(screen + " on a " + size).isEmpty();
  }
}
