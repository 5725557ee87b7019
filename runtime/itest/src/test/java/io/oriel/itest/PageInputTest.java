package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text, fingers and a controller of a browser's user, through the whole host to an injector that
/// writes them down.
class PageInputTest {
  private static final String PINS =
      "pins=[\"display\\=testkit\",\"capture\\=testkit\",\"input\\=testkit\"]\n";

  private static RunningHost host;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    Path kit = TestKitJar.find().orElse(null);
    assumeTrue(kit != null, "the test kit is not packaged: mvn verify");
    host = Stages.host(Map.of("io.oriel.host.session.config", PINS));
    Path deploy = host.process().data().resolve("deploy");
    Files.copy(kit, deploy.resolve("testkit.tmp"));
    Files.move(
        deploy.resolve("testkit.tmp"),
        deploy.resolve("testkit.jar"),
        StandardCopyOption.ATOMIC_MOVE);
    assertThat(
            Await.until(
                OpenPage.PATIENCE, () -> host.shell().run("oriel:backends").contains("testkit")))
        .isTrue();
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
  void text_fingers_and_controllers_arrive(String transport) throws Exception {
    Page tab = browser.page(1280, 720);
    tab.before(FakePad.SCRIPT);
    tab.viewport(1280, 720, 1, true);
    try (var opened = OpenPage.open(host, tab, "?transport=" + transport)) {
      tab.front();
      opened.start("Desktop");
      writes(tab);
      touches(tab);
      plays(opened);
    }
    assertThat(Await.until(OpenPage.PATIENCE, () -> events().contains("close"))).isTrue();
    assertThat(events()).contains("padGone 1");
    host.shell().run("testkit:forget");
  }

  private static void writes(Page tab) throws Exception {
    tab.evaluate("document.querySelector('.typing').focus()");
    tab.type("Grüße, Ёж! 漢 €½ 😀");

    String written = awaitWritten("😀");

    assertThat(written).isEqualTo("Grüße, Ёж! 漢 €½ 😀");
  }

  /// All text so far, put together: how it was divided is the host's business.
  private static String awaitWritten(String end) throws Exception {
    var text = new StringBuilder();
    Await.until(
        OpenPage.PATIENCE,
        () -> {
          text.setLength(0);
          for (String event : events()) {
            if (event.startsWith("text ")) {
              text.append(event.substring("text ".length()));
            }
          }
          return text.toString().endsWith(end);
        });
    return text.toString();
  }

  private static void touches(Page tab) throws Exception {
    tab.touch("touchStart", 640, 360);
    tab.touch("touchMove", 320, 180);
    tab.touch("touchEnd", 0, 0);

    awaitEvent("touch UP 0 0.25000");
    assertThat(events().stream().filter(e -> e.startsWith("touch ")).toList())
        .first()
        .asString()
        .startsWith("touch DOWN 0 0.50000");
    assertThat(events()).anyMatch(e -> e.startsWith("touch MOVE 0 0.25000"));
  }

  private static void plays(OpenPage opened) throws Exception {
    Page tab = opened.page();
    tab.evaluate(FakePad.PLUG_IN);
    awaitEvent("padConnected 1 XBOX [ANALOG_TRIGGERS, RUMBLE, TRIGGER_RUMBLE]");

    tab.evaluate(FakePad.PLAY);
    awaitEvent("gamepad 1 1000 -32768 32767 32767 0 0 128");

    host.shell().run("testkit:feedback 1");
    opened.await("felt.some(([kind]) => kind === 'dual-rumble')");
  }

  private static List<String> events() throws Exception {
    return host.shell().run("testkit:events").lines().toList();
  }

  private static void awaitEvent(String beginning) throws Exception {
    boolean came =
        Await.until(
            OpenPage.PATIENCE, () -> events().stream().anyMatch(e -> e.startsWith(beginning)));
    assertThat(came).as("%s in %s", beginning, events()).isTrue();
  }
}
