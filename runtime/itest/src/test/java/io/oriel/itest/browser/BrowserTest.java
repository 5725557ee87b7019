package io.oriel.itest.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The driver that other tests look through does what they rely on.
class BrowserTest {
  private static final String PAGE =
      "data:text/html,<body style='margin:0;background:rgb(1,2,3)'><script>"
          + "window.seen=[];for(const t of ['keydown','mousedown','wheel','touchstart'])"
          + "addEventListener(t,e=>seen.push(t+' '+(e.code??'')),{passive:true});"
          + "console.log('loaded',7)</script>";

  @Test
  void a_page_is_seen_and_touched() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    try (var browser = Browser.start(Optional.empty());
        var page = browser.page(320, 200)) {
      page.open(PAGE);

      assertThat(page.evaluate("Promise.resolve(innerWidth)").getAsInt()).isEqualTo(320);
      page.key("KeyA", "a", true);
      page.key("KeyA", "a", false);
      page.mouse("mousePressed", 10, 10, "left");
      page.mouse("mouseReleased", 10, 10, "left");
      page.wheel(10, 10, 0, 120);
      page.viewport(320, 200, 2, true);
      page.touch("touchStart", 5, 5);
      page.touch("touchEnd", 5, 5);

      assertThat(page.until(Duration.ofSeconds(20), "seen.length >= 4"))
          .as(page.evaluate("seen").toString())
          .isTrue();
      assertThat(page.evaluate("seen[0]").getAsString()).isEqualTo("keydown KeyA");
      assertThat(page.messages()).contains("log: \"loaded\" 7");
      assertThat(page.screenshot()).startsWith(0x89, 'P', 'N', 'G');
    }
  }
}
