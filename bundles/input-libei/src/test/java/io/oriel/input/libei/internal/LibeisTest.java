package io.oriel.input.libei.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.InputTarget.EisSocket;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.TouchPoint;
import io.oriel.input.libei.internal.nat.LibeisServer;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the real libeis, over a socket.
@Tag("matrix")
public class LibeisTest {
  @TempDir Path folder;
  private final Health health = new Health();
  private LibeisServer server;
  private Injector injector;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(LibeisServer.available(), "libeis1 is not installed");
    var socket = folder.resolve("eis-0");
    server = new LibeisServer(socket, LibeiInputTest.keymap("de", ""));
    injector =
        Configs.input(5000, false)
            .open(
                new Placement(
                    "display", new EisSocket(socket.toString()), new Region(0, 0, 1000, 500)),
                EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH),
                Feedback.NONE,
                health);
  }

  @AfterEach
  void end() {
    if (injector != null) {
      injector.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  public void every_event_arrives() throws Exception {
    injector.key(30, true);
    injector.key(30, false);
    injector.moveBy(1.5, -2);
    injector.moveTo(0.5, 1);
    injector.button(0x110, true);
    injector.button(0x110, false);
    injector.scroll(-15, 120);
    injector.text("@");
    var point = new TouchPoint();
    point.id = 5;
    point.x01 = 0.5f;
    point.y01 = 0.25f;
    for (var phase :
        new TouchPoint.Phase[] {
          TouchPoint.Phase.DOWN, TouchPoint.Phase.MOVE, TouchPoint.Phase.UP,
        }) {
      point.phase = phase;
      injector.touch(point);
    }
    assertThat(server.until("touch 0 up"))
        .containsSequence(
            "key 30 true",
            "key 30 false",
            "motion 1.5 -2.0",
            "to 500.0 499.9999694824219",
            "button 272 true",
            "button 272 false",
            "discrete -15 120",
            "key 100 true",
            "key 16 true",
            "key 16 false",
            "key 100 false",
            "touch 0 500.0 125.0",
            "touch 0 500.0 125.0",
            "touch 0 up")
        .startsWith("client sends");
    assertThat(health.lost).isEmpty();
  }

  @Test
  public void a_cancelled_finger_is_cancelled() throws Exception {
    var point = new TouchPoint();
    point.phase = TouchPoint.Phase.DOWN;
    injector.touch(point);
    point.phase = TouchPoint.Phase.CANCEL_ALL;
    injector.touch(point);
    server.until("touch 0 cancelled");
  }

  @Test
  public void a_keyboard_that_pauses_goes_on_with_what_is_pressed_then() throws Exception {
    injector.key(30, true);
    server.until("key 30 true");
    server.pauseKeyboard(true);
    server.ping();
    server.pauseKeyboard(false);
    injector.moveBy(1, 1);
    server.until("motion 1.0 1.0");
    injector.key(31, true);
    injector.key(31, false);
    server.until("key 31 false");
    assertThat(health.lost).isEmpty();
  }

  @Test
  public void what_is_held_is_released_at_the_end() throws Exception {
    injector.key(30, true);
    injector.button(0x110, true);
    injector.close();
    assertThat(server.until("gone")).contains("key 30 false", "button 272 false", "stop");
  }

  @Test
  public void the_end_is_told() throws Exception {
    server.disconnect();
    assertThat(health.awaitLost()).hasMessage("the desktop has ended the input");
  }
}
