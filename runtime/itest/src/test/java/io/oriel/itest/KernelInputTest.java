package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.ClientInput;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.input.uinput.evdev.EvdevReader;
import io.oriel.input.uinput.evdev.EvdevReader.Event;
import io.oriel.input.uinput.evdev.KernelVm;
import io.oriel.wire.gamestream.control.FeedbackEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A client's input on the wire, through the host, at the kernel's event nodes; and a game's rumble
/// all the way back. The display is the test kit's, which takes input from kernel devices.
@Tag("kernel")
class KernelInputTest {
  private static final int RUMBLE = 2; // a controller's capability
  private static final int BUTTON_SOUTH = 0x1000;
  private static final int VIRTUAL_KEY_A = 0x41;
  private static final int KEY_A = 30;

  private static final LinkedBlockingQueue<List<Integer>> RUMBLED = new LinkedBlockingQueue<>();
  private static RunningHost host;
  private static GameStream stream;

  @BeforeAll
  static void start() throws Exception {
    KernelVm.needUinput();
    host =
        Stages.host(
            Map.of(
                "io.oriel.host.session.config",
                "pins=[\"display=testkit\",\"capture=testkit\",\"input=uinput\"]\n",
                // the test reads what a desktop on a seat would read
                "io.oriel.input.uinput.config",
                "any.desktop=B\"true\"\n"));
    deployTestkit();
    GameStreamHost client = host.paired();
    var listener =
        new StreamListener() {
          @Override
          public FeedbackEvents feedback() {
            return new FeedbackEvents() {
              @Override
              public void rumble(int controller, int low, int high) {
                RUMBLED.add(List.of(controller, low, high));
              }
            };
          }
        };
    stream = client.stream("Desktop", StreamOptions.of(640, 480, 30), listener);
    assertThat(Await.until(Stages.PATIENCE, () -> stream.figures().framesShown() > 0)).isTrue();
  }

  private static void deployTestkit() throws Exception {
    Path jar;
    try (var built = Files.newDirectoryStream(Path.of("../../bundles/testkit/target"), "*.jar")) {
      jar = built.iterator().next();
    }
    Path deploy = host.process().data().resolve("deploy");
    Path fresh = host.process().data().resolve("testkit.tmp");
    Files.copy(jar, fresh);
    Files.move(fresh, deploy.resolve("testkit.jar"));
    assertThat(
            Await.until(
                Stages.PATIENCE,
                () ->
                    host.shell()
                        .run("oriel:backends")
                        .lines()
                        .anyMatch(line -> line.matches("\\* display +testkit.*"))))
        .as(host.shell().run("oriel:backends"))
        .isTrue();
  }

  @AfterAll
  static void stop() throws Exception {
    if (stream != null) {
      stream.close();
    }
    if (host != null) {
      host.close();
    }
  }

  /// The session's device of a name, when it is there.
  private static EvdevReader device(String what) throws Exception {
    String name = "Oriel " + what + " (testkit-1)";
    assertThat(Await.until(Stages.PATIENCE, () -> EvdevReader.node(name) != null))
        .as("a device called " + name)
        .isTrue();
    return EvdevReader.named(name);
  }

  /// Reads until all these events have come, in any reports: what comes together is joined.
  private static void await(EvdevReader device, Event... wanted) throws IOException {
    var missing = new ArrayList<>(List.of(wanted));
    while (!missing.isEmpty()) {
      missing.removeAll(device.frame());
    }
  }

  private static Event key(int code, int value) {
    return new Event(1, code, value);
  }

  private static Event axis(int code, int value) {
    return new Event(3, code, value);
  }

  @Test
  void a_key_of_the_client_is_pressed_and_released() throws Exception {
    try (var keyboard = device("Keyboard")) {
      stream.input().key(VIRTUAL_KEY_A, true, 0);
      stream.input().key(VIRTUAL_KEY_A, false, 0);

      await(keyboard, key(KEY_A, 1), key(KEY_A, 0));
    }
  }

  @Test
  void the_mouse_of_the_client_moves_clicks_and_scrolls_both_ways() throws Exception {
    try (var mouse = device("Mouse")) {
      stream.input().moveBy(7, -9);
      stream.input().button(3, true);
      stream.input().button(3, false);
      stream.input().scroll(120);
      stream.input().scrollSideways(-120);

      await(
          mouse,
          new Event(2, 0, 7),
          new Event(2, 1, -9),
          key(0x111, 1),
          key(0x111, 0),
          new Event(2, 0x0b, 120),
          new Event(2, 8, 1),
          new Event(2, 0x0c, -120),
          new Event(2, 6, -1));
    }
  }

  @Test
  void a_position_of_the_client_arrives() throws Exception {
    try (var pointer = device("Absolute Pointer")) {
      stream.input().moveTo(320, 120, 641, 481);

      await(pointer, axis(0, 32768), axis(1, 16384));
    }
  }

  @Test
  void fingers_of_the_client_arrive() throws Exception {
    try (var screen = device("Touch Screen")) {
      stream.input().touch(ClientInput.DOWN, 77, 0.25f, 0.5f);
      stream.input().touch(ClientInput.UP, 77, 0.25f, 0.5f);

      await(screen, axis(0x35, 16384), axis(0x36, 32768), key(0x14a, 1), key(0x14a, 0));
    }
  }

  @Test
  void a_pen_of_the_client_arrives_with_pressure_and_tilt() throws Exception {
    try (var pen = device("Pen")) {
      stream.input().pen(ClientInput.DOWN, 1, 1, 0.5f, 0.25f, 0.5f, 0, 30, 0, 0);
      stream.input().pen(ClientInput.UP, 1, 0, 0.5f, 0.25f, 0, 0, 30, 0, 0);

      await(
          pen,
          key(0x140, 1),
          key(0x14b, 1),
          axis(0, 32768),
          axis(1, 16384),
          axis(0x18, 2048),
          axis(0x1b, 30),
          key(0x14a, 1),
          key(0x14a, 0));
    }
  }

  @Test
  void a_controller_of_the_client_is_a_pad_and_a_game_makes_it_rumble() throws Exception {
    stream.input().controllerArrived(0, 1, RUMBLE, 0xffff);
    stream.input().controller(0, 1, 0, 0, 0, 0, 0, 0, 0);
    try (var pad = device("Pad 1")) {
      stream.input().controller(0, 1, BUTTON_SOUTH, 200, 0, 1000, 2000, 0, 0);

      await(pad, key(304, 1), axis(2, 200), axis(0, 1000), axis(1, -2000));

      pad.play(pad.rumble(-1, 0xc000, 0x4000, 300, 0), 1);
      assertThat(RUMBLED.poll(5, TimeUnit.SECONDS)).containsExactly(0, 0xc000, 0x4000);
      assertThat(RUMBLED.poll(5, TimeUnit.SECONDS)).containsExactly(0, 0, 0);
    }
    stream.input().controller(0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(
            Await.until(Stages.PATIENCE, () -> EvdevReader.node("Oriel Pad 1 (testkit-1)") == null))
        .isTrue();
  }
}
