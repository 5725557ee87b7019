package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.input.uinput.evdev.EvdevReader;
import io.oriel.input.uinput.evdev.EvdevReader.Event;
import io.oriel.input.uinput.evdev.KernelVm;
import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a browser's user does, at the kernel's event nodes, and a game's rumble all the way back to
/// the page. The browser runs under the same kernel; the display is the test kit's, which takes
/// input from kernel devices.
@Tag("kernel")
class KernelPageTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 320;
  private static final int TRIES = 6; // of ten seconds each

  /// The one processor there has enough to do without sound and many pictures. Documents other than
  /// the page's have no storage.
  private static final String FRUGAL =
      """
      delete globalThis.AudioContext;
      try {
        localStorage.setItem('oriel.preferences', JSON.stringify({ refreshHz: 10 }));
      } catch {
        // about:blank
      }
      """;

  private static RunningHost host;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    KernelVm.needUinput();
    assertThat(Browser.lack()).isEmpty();
    Path kit = TestKitJar.find().orElseThrow();
    host =
        Stages.host(
            Map.of(
                "io.oriel.host.session.config",
                "pins=[\"display=testkit\",\"capture=testkit\",\"input=uinput\"]\n",
                // the test reads what a desktop on a seat would read
                "io.oriel.input.uinput.config",
                "any.desktop=B\"true\"\n"));
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

  @Test
  void keys_fingers_and_a_controller_arrive_and_a_game_makes_it_rumble() throws Exception {
    Page tab = browser.page(WIDTH, HEIGHT);
    tab.before(FakePad.SCRIPT);
    tab.before(FRUGAL);
    tab.viewport(WIDTH, HEIGHT, 1, true);
    try (var opened = OpenPage.open(host, tab, "")) {
      tab.front();
      opened.start("Desktop");
      String display = display();
      try (var keyboard = device("Keyboard", display)) {
        await(
            keyboard,
            () -> {
              tab.key("KeyA", "a", true);
              tab.key("KeyA", "a", false);
            },
            key(30, 1),
            key(30, 0));
      }
      try (var screen = device("Touch Screen", display)) {
        await(
            screen,
            () -> {
              tab.touch("touchStart", WIDTH / 4.0, HEIGHT / 2.0);
              tab.touch("touchEnd", 0, 0);
            },
            axis(0x35, 16384),
            axis(0x36, 32768),
            key(0x14a, 1),
            key(0x14a, 0));
      }
      tab.evaluate(FakePad.PLUG_IN);
      try (var pad = device("Pad 2", display)) {
        await(
            pad,
            () -> {
              tab.evaluate(FakePad.REST);
              tab.evaluate(FakePad.PLAY);
            },
            key(304, 1),
            axis(5, 128),
            axis(0, -32768),
            axis(1, -32767),
            axis(3, 32767));

        pad.play(pad.rumble(-1, 0xc000, 0x4000, 300, 0), 1);
        opened.await(
            "felt.some(([kind, how]) => kind === 'dual-rumble'"
                + " && Math.abs(how.strongMagnitude - 0.75) < 0.01"
                + " && Math.abs(how.weakMagnitude - 0.25) < 0.01)");
        opened.await("felt.at(-1)[0] === 'reset'");
      }
      tab.evaluate(FakePad.PLUG_OUT);
      String name = "Oriel Pad 2 " + display;
      assertThat(Await.until(OpenPage.PATIENCE, () -> EvdevReader.node(name) == null)).isTrue();
    }
  }

  /// The session's display, as its devices name it.
  private static String display() throws Exception {
    var names = new ArrayList<String>();
    assertThat(
            Await.until(
                OpenPage.PATIENCE,
                () -> {
                  names.clear();
                  names.addAll(named("Oriel Keyboard"));
                  return names.size() == 1;
                }))
        .as("%s", names)
        .isTrue();
    return names.getFirst().substring("Oriel Keyboard ".length());
  }

  private static List<String> named(String prefix) throws IOException {
    var names = new ArrayList<String>();
    try (var all = Files.newDirectoryStream(Path.of("/sys/class/input"), "event*")) {
      for (Path each : all) {
        String name = Files.readString(each.resolve("device/name")).strip();
        if (name.startsWith(prefix)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /// The session's device of a name, when it is there.
  private static EvdevReader device(String what, String display) throws Exception {
    String name = "Oriel " + what + " " + display;
    assertThat(Await.until(OpenPage.PATIENCE, () -> EvdevReader.node(name) != null))
        .as("a device called " + name)
        .isTrue();
    return EvdevReader.named(name);
  }

  /// What the browser's user does.
  private interface Deed {
    void happen() throws IOException;
  }

  /// Reads until all these events have come, in any reports: what comes together is joined. The
  /// deed is done once more when nothing comes: on one busy processor the page may lose its host
  /// for a moment, and sends nothing then.
  private static void await(EvdevReader device, Deed deed, Event... wanted) throws IOException {
    var missing = new ArrayList<>(List.of(wanted));
    for (int i = 0; i < TRIES && !missing.isEmpty(); i++) {
      deed.happen();
      try {
        while (!missing.isEmpty()) {
          missing.removeAll(device.frame());
        }
      } catch (IOException e) {
        System.err.println(e.getMessage() + "; missing " + missing);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Event key(int code, int value) {
    return new Event(1, code, value);
  }

  private static Event axis(int code, int value) {
    return new Event(3, code, value);
  }
}
