package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What changes while a page streams: the user's choices, and what the owner allows.
class PageChangesTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private static RunningHost host;
  private static Browser browser;
  private OpenPage opened;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    // a desktop waits for its page, as on other hosts
    host = Stages.host(Map.of("io.oriel.host.display.config", "keep.alive.seconds=L\"60\"\n"));
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

  @BeforeEach
  void open() throws Exception {
    opened = OpenPage.open(host, browser, WIDTH, HEIGHT, "");
  }

  @AfterEach
  void leave() throws Exception {
    opened.close();
    assertThat(
            Await.until(
                OpenPage.PATIENCE, () -> host.shell().run("oriel:sessions").equals("no session")))
        .isTrue();
  }

  @Test
  void another_codec_is_streamed_as_soon_as_it_is_chosen() throws Exception {
    assumeTrue(
        host.shell().run("oriel:backends").contains("aomav1"), "no encoder of AV1 on this machine");
    opened.prefer("{\"codec\": \"h264\"}");
    opened.start("Desktop");
    opened.await("oriel.stats()?.codec === 'h264'");
    String desktop = host.desktops(1).getFirst().socket().toString();

    choose("codec", "av1");
    opened.await("oriel.stats()?.codec === 'av1' && oriel.stats().drawn > 0");
    assertThat(host.desktops(1).getFirst().socket()).as("the same desktop").hasToString(desktop);
    choose("codec", "h264");
    opened.await("oriel.stats()?.codec === 'h264' && oriel.stats().drawn > 0");

    opened.more(2);
  }

  @Test
  void the_rate_that_is_chosen_is_that_of_the_stream() throws Exception {
    opened.prefer("{\"refreshHz\": 60}");
    opened.start("Desktop");
    assertThat(stream()).contains("@60");

    choose("refreshHz", "30");

    assertThat(Await.until(OpenPage.PATIENCE, () -> stream().contains("@30")))
        .as(stream())
        .isTrue();
  }

  @Test
  void a_right_that_is_taken_away_is_said_and_so_is_the_end() throws Exception {
    opened.rights(host, "+FILES");
    opened.start("Desktop");
    String id = id();

    host.shell().run("oriel:rights '" + id + "' -FILES");
    opened.await("document.querySelector('#toasts').innerText.includes('exchange files')");
    host.shell().run("oriel:unpair '" + id + "'");

    opened.await("document.body.innerText.includes('took the access away')");
    assertThat(opened.page().evaluate("document.querySelector('.banner') === null").getAsBoolean())
        .as("tries no further")
        .isTrue();
  }

  @Test
  void a_page_that_was_away_when_it_lost_its_access_does_not_try_for_ever() throws Exception {
    String id = id();
    host.shell().run("oriel:unpair '" + id + "'");

    opened.page().evaluate("document.querySelector('.tile').click(); 0");

    opened.await("document.body.innerText.includes('not let in any more')");
    assertThat(opened.page().evaluate("oriel.state").getAsString()).isEqualTo("closed");
  }

  private String id() throws Exception {
    return opened
        .page()
        .evaluate("fetch('/api/host').then(r => r.json()).then(h => h.me.id)")
        .getAsString();
  }

  private static String stream() throws Exception {
    return host.shell().run("oriel:sessions");
  }

  /// Chooses as a person does, in the settings.
  private void choose(String setting, String value) throws Exception {
    opened.click(".tools [aria-label=Settings]");
    opened.await("document.querySelector('#set-" + setting + "') !== null");
    opened
        .page()
        .evaluate(
            """
            (() => {
              const list = document.querySelector('#set-%s');
              list.value = '%s';
              list.dispatchEvent(new Event('change'));
              document.querySelector('dialog[open]').close();
            })()
            """
                .formatted(setting, value));
  }
}
