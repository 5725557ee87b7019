package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.ClientInput;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.InputScript;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.wire.gamestream.control.FeedbackEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every input message from a client through the whole host to an injector that writes it down, and
/// every feedback message back.
class InputPathTest {
  private static final StreamOptions OPTIONS = StreamOptions.of(640, 480, 30).decoding(false);
  private static final String PINS =
      "pins=[\"display\\=testkit\",\"capture\\=testkit\",\"encoder\\=testkit\","
          + "\"input\\=testkit\"]\nmax.pads=I\"2\"\n";

  private static RunningHost host;
  private static GameStreamHost client;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private GameStream stream;

  @BeforeAll
  static void start() throws Exception {
    Path kit = TestKitJar.find().orElse(null);
    Assumptions.assumeTrue(kit != null, "the test kit is not packaged: mvn verify");
    host = Stages.host(Map.of("io.oriel.host.session.config", PINS));
    Path deploy = host.process().data().resolve("deploy");
    Files.copy(kit, deploy.resolve("testkit.tmp"));
    Files.move(
        deploy.resolve("testkit.tmp"),
        deploy.resolve("testkit.jar"),
        StandardCopyOption.ATOMIC_MOVE);
    assertThat(
            Await.until(
                Stages.PATIENCE, () -> host.shell().run("oriel:backends").contains("testkit")))
        .isTrue();
    client = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void stream() throws Exception {
    host.shell().run("testkit:forget");
    stream = client.stream("Desktop", OPTIONS, new Noting());
    assertThat(Await.until(Stages.PATIENCE, this::takesInput)).as(events().toString()).isTrue();
  }

  private boolean takesInput() throws Exception {
    stream.input().moveBy(2, 2);
    return events().stream().anyMatch(e -> e.startsWith("moveBy 2.0"));
  }

  @AfterEach
  void leave() throws Exception {
    if (stream != null) {
      stream.close();
      client.quit(); // else the next one would resume what is about to end
    }
  }

  private static List<String> events() throws Exception {
    return host.shell().run("testkit:events").lines().toList();
  }

  private List<String> sent(String script, String last) throws Exception {
    host.shell().run("testkit:forget");
    InputScript.parse(script).run(stream.input());
    assertThat(Await.until(Stages.PATIENCE, () -> events().contains(last)))
        .as("%s in %s", last, events())
        .isTrue();
    return events();
  }

  @Test
  void keys_text_pointer_and_wheels_arrive() throws Exception {
    var events =
        sent(
            """
            key 0x41 down 3
            key 0x41 up
            key 0xe2 down asis
            key 0xe2 up asis
            wait 100
            move -5 300
            wait 100
            to 640 360 1281 721
            wait 100
            button 3 down
            button 3 up
            scroll -120
            hscroll 60
            wait 100
            text ж€
            """,
            "text €");

    assertThat(together(events))
        .containsExactly(
            "key 42 down",
            "key 29 down",
            "key 30 down",
            "key 42 up",
            "key 29 up",
            "key 30 up",
            "key 89 down",
            "key 89 up",
            "moveBy -5.0 300.0",
            "moveTo 0.5 0.5",
            "button 273 down",
            "button 273 up",
            "scroll 60 120",
            "text ж",
            "text €");
  }

  /// Adds up turns of both wheels that follow each other: a slow machine hands them on one by one.
  private static List<String> together(List<String> events) {
    var joined = new ArrayList<String>();
    for (String event : events) {
      String last = joined.isEmpty() ? "" : joined.getLast();
      if (event.startsWith("scroll ") && last.startsWith("scroll ")) {
        String[] a = last.split(" ");
        String[] b = event.split(" ");
        int x = Integer.parseInt(a[1]) + Integer.parseInt(b[1]);
        int y = Integer.parseInt(a[2]) + Integer.parseInt(b[2]);
        joined.set(joined.size() - 1, "scroll " + x + " " + y);
      } else {
        joined.add(event);
      }
    }
    return joined;
  }

  @Test
  void touch_and_pen_arrive_with_every_event() throws Exception {
    var events =
        sent(
            """
            touch hover 7 0.25 0.75 0.5
            touch down 7 0.25 0.75 0.5 0.125 0.0625 90
            touch move 7 0.5 0.75 0.5
            touch up 7 0.5 0.75
            touch hover 7 0.5 0.5
            touch hover_leave 7 0 0
            touch down 8 0.5 0.5
            touch cancel 8 0 0
            touch down 9 0.5 0.5
            touch cancel_all 0 0 0
            wait 200
            pen hover 1 0 0.25 0.5 0.5
            pen buttons 0 2 0 0
            pen down 1 2 0.25 0.5 1 45 30
            pen move 1 2 0.5 0.5 1 45 30
            pen up 1 0 0.5 0.5
            pen hover_leave 1 0 0 0
            """,
            "pen HOVER_LEAVE PEN 0.5 0.5 0 NaN -1 -1 0.0 0.0");

    assertThat(events)
        .containsExactly(
            "touch HOVER 7 0.25 0.75 0.5 0.0 0.0 -1",
            "touch DOWN 7 0.25 0.75 0.5 0.125 0.0625 90",
            "touch MOVE 7 0.5 0.75 0.5 0.0 0.0 -1",
            "touch UP 7 0.5 0.75 NaN 0.0 0.0 -1",
            "touch HOVER 7 0.5 0.5 NaN 0.0 0.0 -1",
            "touch HOVER_LEAVE 7 0.5 0.5 NaN 0.0 0.0 -1",
            "touch DOWN 8 0.5 0.5 NaN 0.0 0.0 -1",
            "touch CANCEL 8 0.5 0.5 NaN 0.0 0.0 -1",
            "touch DOWN 9 0.5 0.5 NaN 0.0 0.0 -1",
            "touch CANCEL_ALL 0 0.0 0.0 NaN 0.0 0.0 -1",
            "pen HOVER PEN 0.25 0.5 0 0.5 -1 -1 0.0 0.0",
            "pen HOVER PEN 0.25 0.5 2 0.5 -1 -1 0.0 0.0",
            "pen DOWN PEN 0.25 0.5 2 1.0 45 30 0.0 0.0",
            "pen MOVE PEN 0.5 0.5 2 1.0 45 30 0.0 0.0",
            "pen UP PEN 0.5 0.5 0 NaN -1 -1 0.0 0.0",
            "pen HOVER_LEAVE PEN 0.5 0.5 0 NaN -1 -1 0.0 0.0");
  }

  @Test
  void a_controller_plays_is_told_everything_and_goes() throws Exception {
    var events =
        sent(
            """
            arrive 1 2 0x1ff
            wait 500
            pad 1 2 0x111000 128 255 -32768 32767 1000 -1000
            wait 100
            padtouch 1 down 1 3 0.5 0.25
            padtouch 1 up 1 3 0.5 0.25
            motion 1 accel 0 9.5 -1.5
            motion 1 gyro 1 2 3
            battery 1 3 87
            """,
            "battery 1 CHARGING 87");

    assertThat(events)
        .containsSubsequence(
            "open [GAMEPAD]",
            "padConnected 1 PLAYSTATION [ANALOG_TRIGGERS, RUMBLE, TRIGGER_RUMBLE, TOUCHPAD,"
                + " SECOND_TOUCHPAD, ACCELEROMETER, GYROSCOPE, BATTERY, RGB_LED,"
                + " ADAPTIVE_TRIGGERS]",
            "gamepad 1 111000 -32768 32767 1000 -1000 128 255",
            "padTouch 1 1 DOWN 3 0.5 0.25 1.0",
            "padTouch 1 1 UP 3 0.5 0.25 1.0");
    assertThat(events)
        .contains("motion 1 ACCELEROMETER 0.0 9.5 -1.5", "motion 1 GYROSCOPE 1.0 2.0 3.0");

    host.shell().run("testkit:feedback 1");
    assertThat(Await.until(Stages.PATIENCE, () -> told.size() >= 6)).as(told.toString()).isTrue();
    assertThat(told)
        .containsExactlyInAnyOrder(
            "rumble 1 1234 abcd",
            "triggers 1 100 200",
            "light 1 ff8007",
            "motion 1 100 1",
            "motion 1 250 2",
            "effect 1 12 2100010203040506070809 250a0b0c0d0e0f10111213");

    assertThat(sent("pad 1 0 0", "padGone 1"))
        .containsSubsequence("gamepad 1 0 0 0 0 0 0 0", "padGone 1");
  }

  @Test
  void nonsense_is_ignored_and_the_session_goes_on() throws Exception {
    var input = stream.input();
    input.raw(6, HexFormat.of().parseHex("0000000517000000ff"));
    input.raw(0, HexFormat.of().parseHex("0000000577000055ff"));
    input.raw(0, new byte[3]);
    input.touch(ClientInput.DOWN, 1, Float.NaN, 0);
    input.controller(16, 0xffff, 1, 0, 0, 0, 0, 0, 0);
    input.controllerMotion(9, 1, 1, 1, 1);
    input.controllerMotion(9, 2, Float.POSITIVE_INFINITY, 1, 1);
    input.key(0xff, true, 0);
    for (int i = 0; i < 4; i++) {
      input.controllerArrived(i, 1, 3, 0);
    }

    var events = sent("wait 300\nmove 7 7", "moveBy 7.0 7.0");

    assertThat(events).noneMatch(e -> e.startsWith("motion") || e.startsWith("touch"));
    String log = host.process().output() + host.process().log();
    assertThat(log)
        .contains("its text is not UTF-8", "this kind is unknown", "not a number", "0 to 15")
        .contains("events of controller 10 ignored")
        .contains("key 0xff ignored")
        .contains("controller 3 is ignored, the host allows 2");
    assertThat(stream.ended()).isNotDone();
  }

  @Test
  void a_client_that_vanishes_leaves_nothing_pressed() throws Exception {
    sent(
        """
        key 0x41 down
        button 1 down
        touch down 1 0.5 0.5
        pad 0 1 1
        wait 500
        move 3 3
        """,
        "moveBy 3.0 3.0");
    host.shell().run("testkit:forget");

    stream.close();

    assertThat(Await.until(Stages.PATIENCE, () -> events().contains("padGone 0"))).isTrue();
    assertThat(Await.until(Stages.PATIENCE, () -> events().contains("key 30 up"))).isTrue();
    assertThat(events())
        .contains(
            "key 30 up",
            "button 272 up",
            "touch CANCEL_ALL 0 0.0 0.0 NaN 0.0 0.0 -1",
            "gamepad 0 0 0 0 0 0 0 0",
            "padGone 0",
            "close");
  }

  private final class Noting implements StreamListener, FeedbackEvents {
    @Override
    public FeedbackEvents feedback() {
      return this;
    }

    @Override
    public void rumble(int controller, int low, int high) {
      told.add("rumble %d %x %x".formatted(controller, low, high));
    }

    @Override
    public void triggerRumble(int controller, int left, int right) {
      told.add("triggers %d %x %x".formatted(controller, left, right));
    }

    @Override
    public void motionWanted(int controller, int hz, int type) {
      told.add("motion %d %d %d".formatted(controller, hz, type));
    }

    @Override
    public void light(int controller, int rgb) {
      told.add("light %d %06x".formatted(controller, rgb));
    }

    @Override
    public void adaptiveTriggers(int controller, int flags, byte[] left, byte[] right) {
      var hex = HexFormat.of();
      told.add(
          "effect %d %d %s %s"
              .formatted(controller, flags, hex.formatHex(left), hex.formatHex(right)));
    }
  }
}
