package io.oriel.transport.gamestream.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.RecordingInjector;
import io.oriel.wire.gamestream.input.InputPackets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every input packet from its bytes to the injector.
class InputBridgeTest {
  private final List<String> events = new ArrayList<>();
  private final List<String> pads = new ArrayList<>();
  private final ClientInput input = new ClientInput(new NotedPads(pads), new Oddities("test"));

  @BeforeEach
  void connect() {
    input.to(new RecordingInjector(events::add));
  }

  private void send(byte[]... packets) {
    for (byte[] packet : packets) {
      input.packet(packet, 0, packet.length);
    }
    input.flush();
  }

  @Test
  void keys_are_positions_of_the_keyboard() {
    send(
        InputPackets.key(0x41, true, 0, false),
        InputPackets.key(0x41, false, 0, false),
        InputPackets.key(0xe2, true, 0, false),
        InputPackets.key(0xe2, false, 0, false),
        InputPackets.key(0xe2, true, 0, true),
        InputPackets.key(0xe2, false, 0, true),
        InputPackets.key(0xdc, true, 0, true),
        InputPackets.key(0xff, true, 0, false));

    assertThat(events)
        .containsExactly(
            "key 30 down",
            "key 30 up",
            "key 86 down",
            "key 86 up",
            "key 89 down",
            "key 89 up",
            "key 124 down");
  }

  @Test
  void a_modifier_that_is_only_a_bit_is_pressed_around_its_key() {
    send(
        InputPackets.key(0x41, true, 1 | 2 | 4 | 8, false),
        InputPackets.key(0x41, false, 1, false),
        InputPackets.key(0xa1, true, 1, false),
        InputPackets.key(0x42, true, 1, false),
        InputPackets.key(0x42, true, 1, false));

    assertThat(events)
        .containsExactly(
            "key 42 down",
            "key 29 down",
            "key 56 down",
            "key 30 down",
            "key 42 up",
            "key 29 up",
            "key 56 up",
            "key 30 up",
            "key 54 down",
            "key 48 down");
  }

  @Test
  void all_that_a_silent_client_holds_is_let_go_of_once() {
    send(
        InputPackets.key(0x41, true, 0, false),
        InputPackets.button(1, true),
        InputPackets.touch(1, 7, 0.5f, 0.5f, 0, 0, 0, 0xffff),
        InputPackets.controller(0, 1, 0x1000, 0, 0, 100, 0, 0, 0));
    events.clear();

    assertThat(input.letGo()).isTrue();
    assertThat(events)
        .contains("key 30 up", "button 272 up", "gamepad 0 0 0 0 0 0 0 0")
        .anyMatch(e -> e.startsWith("touch CANCEL_ALL"));
    events.clear();
    input.letGo();
    assertThat(events).noneMatch(e -> e.startsWith("key") || e.startsWith("button"));
    send(InputPackets.key(0x41, false, 0, false), InputPackets.key(0x41, true, 0, false));
    assertThat(events).endsWith("key 30 down");
  }

  @Test
  void text_is_typed_and_what_is_none_is_dropped() {
    send(InputPackets.text(0x20ac), InputPackets.text(0x1f600));
    byte[] broken = InputPackets.text(0x20ac);
    broken[broken.length - 1] = 'x';
    send(broken);

    assertThat(events).containsExactly("text €", "text " + Character.toString(0x1f600));
  }

  @Test
  void motion_that_comes_together_is_joined() {
    send(
        InputPackets.moveBy(1, 2),
        InputPackets.moveBy(-5, 300),
        InputPackets.moveTo(0, 0, 1280, 720),
        InputPackets.moveTo(1279, 360, 1280, 721),
        InputPackets.moveBy(1, 1),
        InputPackets.scrollVertical(120),
        InputPackets.scrollHorizontal(60),
        InputPackets.scrollVertical(-240));
    send(InputPackets.moveBy(7, 7));

    assertThat(events)
        .containsExactly(
            "moveBy -4.0 302.0",
            "moveTo 1.0 0.5",
            "moveBy 1.0 1.0",
            "scroll 60 120",
            "moveBy 7.0 7.0");
  }

  @Test
  void the_wiggle_that_wakes_a_display_is_not_joined_to_nothing() {
    send(InputPackets.moveBy(1, 1), InputPackets.moveBy(-1, -1));

    assertThat(events).containsExactly("moveBy 1.0 1.0", "moveBy -1.0 -1.0");
  }

  @Test
  void motion_is_never_joined_across_a_button_or_key() {
    send(
        InputPackets.moveBy(1, 0),
        InputPackets.button(1, true),
        InputPackets.moveBy(1, 0),
        InputPackets.key(0x41, true, 0, false),
        InputPackets.moveBy(1, 0),
        InputPackets.button(1, false));

    assertThat(events)
        .containsExactly(
            "moveBy 1.0 0.0",
            "button 272 down",
            "moveBy 1.0 0.0",
            "key 30 down",
            "moveBy 1.0 0.0",
            "button 272 up");
  }

  @Test
  void all_five_buttons_have_their_codes() {
    for (int i = 1; i <= 5; i++) {
      send(InputPackets.button(i, true));
    }

    assertThat(events)
        .containsExactly(
            "button 272 down",
            "button 274 down",
            "button 273 down",
            "button 275 down",
            "button 276 down");
  }

  @Test
  void a_controller_arrives_plays_and_leaves() {
    send(
        InputPackets.arrival(1, 2, 0x1ff, 0x30ffff),
        InputPackets.controller(1, 2, 0, 0, 0, 0, 0, 0, 0),
        InputPackets.controller(1, 2, 0x111000, 128, 255, -32768, 32767, 1000, -1000),
        InputPackets.padTouch(1, 1, 1, 3, 0.5f, 0.25f, 1),
        InputPackets.motion(1, 1, 0, 9.5f, -1.5f),
        InputPackets.motion(1, 2, 1, 2, 3),
        InputPackets.battery(1, 3, 87),
        InputPackets.battery(1, 0, 255),
        InputPackets.controller(1, 0, 0, 0, 0, 0, 0, 0, 0));

    assertThat(events)
        .containsExactly(
            "padConnected 1 PLAYSTATION [ANALOG_TRIGGERS, RUMBLE, TRIGGER_RUMBLE, TOUCHPAD,"
                + " SECOND_TOUCHPAD, ACCELEROMETER, GYROSCOPE, BATTERY, RGB_LED,"
                + " ADAPTIVE_TRIGGERS]",
            "gamepad 1 0 0 0 0 0 0 0",
            "gamepad 1 111000 -32768 32767 1000 -1000 128 255",
            "padTouch 1 1 DOWN 3 0.5 0.25 1.0",
            "motion 1 ACCELEROMETER 0.0 9.5 -1.5",
            "motion 1 GYROSCOPE 1.0 2.0 3.0",
            "battery 1 CHARGING 87",
            "battery 1 UNKNOWN -1",
            "padGone 1");
    assertThat(pads).startsWith("arrived 1").endsWith("gone 1");
  }

  @Test
  void a_controller_without_arrival_is_the_usual_kind() {
    send(InputPackets.controller(3, 0b1000, 1, 0, 0, 0, 0, 0, 0));

    assertThat(events)
        .containsExactly(
            "padConnected 3 XBOX [ANALOG_TRIGGERS, RUMBLE]", "gamepad 3 1 0 0 0 0 0 0");
  }

  @Test
  void the_mask_counts_for_the_packets_own_controller() {
    send(
        InputPackets.arrival(0, 1, 0, 0),
        InputPackets.arrival(1, 1, 0, 0),
        InputPackets.controller(0, 0b01, 0, 0, 0, 0, 0, 0, 0),
        InputPackets.controller(2, 0b100, 0, 0, 0, 0, 0, 0, 0),
        InputPackets.controller(1, 0b01, 0, 0, 0, 0, 0, 0, 0),
        InputPackets.controller(1, 0b01, 0, 0, 0, 0, 0, 0, 0));

    assertThat(events)
        .filteredOn(e -> e.startsWith("pad"))
        .containsExactly(
            "padConnected 0 XBOX []",
            "padConnected 1 XBOX []",
            "padConnected 2 XBOX [ANALOG_TRIGGERS, RUMBLE]",
            "padGone 1");
  }

  @Test
  void states_with_the_same_buttons_are_joined_and_others_are_not() {
    send(InputPackets.arrival(0, 1, 0, 0), InputPackets.arrival(1, 1, 0, 0));
    events.clear();

    send(
        InputPackets.controller(0, 3, 0, 0, 0, 100, 0, 0, 0),
        InputPackets.controller(0, 3, 0, 0, 0, 200, 0, 0, 0),
        InputPackets.controller(0, 3, 4, 0, 0, 200, 0, 0, 0),
        InputPackets.controller(1, 3, 4, 0, 0, 200, 0, 0, 0),
        InputPackets.controller(0, 3, 4, 0, 0, 300, 0, 0, 0));

    assertThat(events)
        .containsExactly(
            "gamepad 0 0 200 0 0 0 0 0",
            "gamepad 0 4 200 0 0 0 0 0",
            "gamepad 1 4 200 0 0 0 0 0",
            "gamepad 0 4 300 0 0 0 0 0");
  }

  @Test
  void events_of_nobody_and_of_impossible_controllers_are_ignored() {
    send(
        InputPackets.padTouch(4, 1, 0, 1, 0, 0, 0),
        InputPackets.motion(4, 1, 0, 0, 0),
        InputPackets.battery(4, 1, 0),
        InputPackets.battery(200, 1, 0),
        InputPackets.controller(16, 0xffff, 0, 0, 0, 0, 0, 0, 0));

    assertThat(events).isEmpty();
  }

  @Test
  void touch_has_every_event() {
    for (int event : new int[] {0, 1, 3, 2, 6, 4, 7}) {
      send(InputPackets.touch(event, 7, 0.25f, 0.75f, 0.5f, 0.25f, 0.125f, 90));
    }
    send(InputPackets.touch(1, 7, 0.25f, 0.75f, 0, 0, 0, 0xffff));

    String rest = " 7 0.25 0.75 0.5 0.25 0.125 90";
    assertThat(events)
        .containsExactly(
            "touch HOVER" + rest,
            "touch DOWN" + rest,
            "touch MOVE" + rest,
            "touch UP" + rest,
            "touch HOVER_LEAVE" + rest,
            "touch CANCEL" + rest,
            "touch CANCEL_ALL" + rest,
            "touch DOWN 7 0.25 0.75 NaN 0.0 0.0 -1");
  }

  @Test
  void a_pen_has_every_event_and_its_buttons_alone_keep_the_rest() {
    send(
        InputPackets.pen(5, 1, 2, 9, 9, 9, 0, 0, 0, 0),
        InputPackets.pen(0, 1, 0, 0.5f, 0.25f, 0.5f, 0xffff, 0xff, 0, 0),
        InputPackets.pen(5, 0, 2, 0, 0, 0, 0, 0, 0, 0),
        InputPackets.pen(1, 2, 2, 0.5f, 0.25f, 1, 45, 30, 0.5f, 0.25f),
        InputPackets.pen(5, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        InputPackets.pen(2, 2, 0, 0.5f, 0.25f, 0, 45, 30, 0, 0),
        InputPackets.pen(6, 2, 0, 0, 0, 0, 0, 0, 0, 0));

    assertThat(events)
        .containsExactly(
            "pen HOVER PEN 0.5 0.25 0 0.5 -1 -1 0.0 0.0",
            "pen HOVER PEN 0.5 0.25 2 0.5 -1 -1 0.0 0.0",
            "pen DOWN ERASER 0.5 0.25 2 1.0 45 30 0.5 0.25",
            "pen MOVE ERASER 0.5 0.25 0 1.0 45 30 0.5 0.25",
            "pen UP ERASER 0.5 0.25 0 NaN 45 30 0.0 0.0",
            "pen HOVER_LEAVE ERASER 0.0 0.0 0 NaN 0 0 0.0 0.0");
  }

  @Test
  void haptics_are_wanted_or_not() {
    send(InputPackets.haptics(true), InputPackets.haptics(false));

    assertThat(pads).containsExactly("haptics true", "haptics false");
  }

  @Test
  void controllers_announced_before_the_session_runs_are_not_forgotten() {
    var early = new ClientInput(new NotedPads(pads), new Oddities("test"));
    byte[][] packets = {
      InputPackets.haptics(true),
      InputPackets.moveBy(1, 1),
      InputPackets.arrival(0, 3, 0, 0),
      InputPackets.controller(0, 1, 0, 0, 0, 0, 0, 0, 0),
      InputPackets.controller(0, 1, 8, 0, 0, 0, 0, 0, 0),
      InputPackets.battery(0, 5, 100)
    };
    for (byte[] packet : packets) {
      assertThat(early.packet(packet, 0, packet.length)).isFalse();
    }
    for (int i = 0; i < 1000; i++) {
      byte[] noise = InputPackets.controller(0, 1, 8, i & 1, 0, 0, 0, 0, 0);
      early.packet(noise, 0, noise.length);
    }
    assertThat(events).isEmpty();

    early.to(new RecordingInjector(events::add));

    assertThat(pads).containsExactly("haptics true", "arrived 0");
    assertThat(events)
        .containsExactly(
            "padConnected 0 NINTENDO []", "battery 0 FULL 100", "gamepad 0 8 0 0 0 0 1 0");
  }

  @Test
  void what_cannot_be_read_is_counted_out() {
    byte[] long1 = Arrays.copyOf("x".repeat(300).getBytes(StandardCharsets.UTF_8), 300);

    assertThat(input.packet(long1, 0, long1.length)).isFalse();
    assertThat(input.packet(new byte[0], 0, 0)).isFalse();
  }
}
