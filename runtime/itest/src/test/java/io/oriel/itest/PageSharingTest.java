package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.itest.browser.Screenshot;
import io.oriel.pattern.PatternWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Several pages on one session, pages that come again and again, and pages that stay.
class PageSharingTest {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;

  /// `-Doriel.soak.seconds=900` runs as long as a release needs.
  private static final int SECONDS = Integer.getInteger("oriel.soak.seconds", 30);

  private static final int SAMPLES = 20;
  private static final int LONG_SECONDS = 300; // from here on the JVM has done its compiling
  private static final int RELOADS = 20;
  private static final int WARM_UP = 3;

  // What the JVM itself opens now and then: a jar, a compiler thread.
  private static final int SLACK = 6;

  // The Java heap grows to its limit, and code is compiled.
  private static final int SLACK_MIB = 96;

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

  @Test
  void others_watch_without_an_encoder_of_their_own_and_nothing_grows() throws Exception {
    try (var opened = OpenPage.open(host, browser, WIDTH, HEIGHT, "");
        var other = Browser.start(Optional.empty())) {
      opened.start("Desktop");
      String session = host.shell().run("oriel:sessions").split(" ", 2)[0];
      try (var window = PatternWindow.open(host.desktops(1).getFirst().socket());
          var second = OpenPage.open(host, browser, WIDTH, HEIGHT, "");
          var guest = other.page(WIDTH, HEIGHT)) {
        String brief = invitation(session, 1);
        shows(opened.page());
        watches(second);
        String link = invitation(session, 10 + SECONDS / 60);
        comes(guest, link);
        assertThat(host.process().threads("oriel-vid")).as("encoders").hasSize(1);
        assertThat(host.desktops()).hasSize(1);
        cannotType(guest, window);

        List<HostUse> uses = watch(SECONDS);
        uses.forEach(System.out::println);
        report(opened.page(), second.page(), guest);

        assertThat(growth(uses, HostUse::descriptors)).as("%s", uses).isLessThanOrEqualTo(SLACK);
        assertThat(growth(uses, HostUse::sockets)).as("%s", uses).isLessThanOrEqualTo(SLACK);
        assertThat(growth(uses, HostUse::threads)).as("%s", uses).isLessThanOrEqualTo(SLACK);
        assertThat(growth(uses, HostUse::memoryMib))
            .as("%s", uses)
            .isLessThanOrEqualTo(SECONDS >= LONG_SECONDS ? 24 : SLACK_MIB);
        takesNoExpired(brief, other);
        shows(opened.page());
        shows(guest);
        assertThat(window.input().events()).noneMatch(e -> e.startsWith("key"));
        withdrawn(guest);
      }
    }
    host.desktops(0);
  }

  /// The text of a link.
  private static String invitation(String session, int minutes) throws Exception {
    String said = host.shell().run("oriel:invite '" + session + "' " + minutes);
    return said.lines().findFirst().orElseThrow().replaceFirst(".*#guest=", "");
  }

  private static void watches(OpenPage second) throws Exception {
    second.await("document.querySelector('.sessions') !== null");
    second.page().evaluate("[...document.querySelectorAll('.sessions button')].at(-1).click()");
    second.live();
    shows(second.page());
  }

  private static void comes(Page guest, String link) throws Exception {
    guest.open(OpenPage.address(host) + "#guest=" + link);
    assertThat(guest.until(OpenPage.PATIENCE, "oriel.state === 'live' && oriel.stats()?.drawn > 0"))
        .as("%s %s", guest.evaluate("document.body.innerText"), guest.messages())
        .isTrue();
    assertThat(guest.evaluate("location.hash").getAsString()).as("the secret").isEmpty();
    shows(guest);
  }

  /// What a guest does is not even sent, and the page of the session's owner still works.
  private static void cannotType(Page guest, PatternWindow window) throws Exception {
    window.input().clear();
    guest.mouse("mouseMoved", 100, 100, "none");
    guest.key("KeyB", "b", true);
    guest.key("KeyB", "b", false);
    assertThat(
            guest
                .evaluate("document.querySelector('button[aria-label=Files]') === null")
                .getAsBoolean())
        .isTrue();
    assertThat(guest.evaluate("fetch('/files/offered').then(r => r.status)").getAsInt())
        .isEqualTo(403);
  }

  /// A link of a minute is not valid after it.
  private static void takesNoExpired(String brief, Browser other) throws Exception {
    assertThat(
            Await.until(
                OpenPage.PATIENCE.multipliedBy(2),
                () -> host.shell().run("oriel:guests").lines().count() == 1))
        .as(host.shell().run("oriel:guests"))
        .isTrue();
    try (var late = other.page(WIDTH, HEIGHT)) {
      late.open(OpenPage.address(host).replace("localhost", "127.0.0.1") + "#guest=" + brief);
      assertThat(
              late.until(
                  OpenPage.PATIENCE, "document.body.innerText.includes('not valid any more')"))
          .as("%s", late.evaluate("document.body.innerText"))
          .isTrue();
    }
  }

  private static void withdrawn(Page guest) throws Exception {
    String number = host.shell().run("oriel:guests").split(" ", 2)[0];
    host.shell().run("oriel:uninvite '" + number + "'");
    assertThat(guest.until(OpenPage.PATIENCE, "document.querySelector('.stage') === null"))
        .isTrue();
  }

  /// The moving pattern is there.
  private static void shows(Page page) throws Exception {
    var frames = new java.util.HashSet<Integer>();
    assertThat(
            Await.until(
                OpenPage.PATIENCE,
                () -> {
                  page.front();
                  Screenshot.of(page).reading().ifPresent(r -> frames.add(r.frame()));
                  return frames.size() >= 2;
                }))
        .as("%s %s", page.evaluate("JSON.stringify(oriel.stats())"), page.messages())
        .isTrue();
  }

  private static List<HostUse> watch(int seconds) throws Exception {
    var uses = new ArrayList<HostUse>();
    for (int i = 0; i < SAMPLES; i++) {
      TimeUnit.MILLISECONDS.sleep(seconds * 1000L / SAMPLES);
      uses.add(HostUse.of(host.process()));
    }
    return uses;
  }

  /// The least of the end against the least of the beginning, warming up left out.
  private static int growth(List<HostUse> uses, ToIntFunction<HostUse> what) {
    int early = uses.subList(SAMPLES / 4, SAMPLES / 2).stream().mapToInt(what).min().orElseThrow();
    int late = uses.subList(SAMPLES * 3 / 4, SAMPLES).stream().mapToInt(what).min().orElseThrow();
    return late - early;
  }

  private static void report(Page... pages) throws Exception {
    for (Page page : pages) {
      System.out.println(page.evaluate("JSON.stringify(oriel.stats())").getAsString());
    }
  }

  @Test
  void twenty_reloads_leave_nothing_behind() throws Exception {
    try (var opened = OpenPage.open(host, browser, WIDTH, HEIGHT, "")) {
      reload(opened, WARM_UP);
      HostUse before = HostUse.of(host.process());
      System.out.println("before reloads " + before);
      reload(opened, RELOADS);
      HostUse[] after = new HostUse[1];
      int most = before.descriptors() + SLACK;
      int threads = before.threads() + SLACK;
      boolean clean =
          Await.until(
              OpenPage.PATIENCE,
              () -> {
                after[0] = HostUse.of(host.process());
                return after[0].descriptors() <= most
                    && after[0].threads() <= threads
                    && after[0].memoryMib() <= before.memoryMib() + SLACK_MIB;
              });
      System.out.println("after reloads  " + after[0]);
      assertThat(clean).as("%s after, %s before", after[0], before).isTrue();
    }
    assertThat(host.desktops(0)).isEmpty();
    assertThat(host.shell().run("oriel:sessions")).isEqualTo("no session");
  }

  private static void reload(OpenPage opened, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      opened.start("Desktop");
      assertThat(host.desktops(1)).hasSize(1);
      assertThat(host.shell().run("oriel:sessions").lines()).hasSize(1);
      opened.reload();
    }
  }
}
