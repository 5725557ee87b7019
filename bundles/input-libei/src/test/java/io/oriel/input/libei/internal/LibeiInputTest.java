package io.oriel.input.libei.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.InputTarget.EisFd;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.input.libei.internal.EisServer.Device;
import io.oriel.lib.input.nat.XkbKeymap;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibeiInputTest {
  private static final String[] ALL = {
    "ei_pointer", "ei_pointer_absolute", "ei_scroll", "ei_button", "ei_keyboard", "ei_touchscreen"
  };
  private static final Device KEYBOARD = new Device("keys", "ei_keyboard");
  private static final Device POINTER = new Device("mouse", "ei_pointer", "ei_scroll", "ei_button");
  private static final Device ABSOLUTE =
      new Device("tablet", "ei_pointer_absolute", "ei_scroll", "ei_button", "ei_touchscreen")
          .region(0, 0, 1000, 500, null);
  private static final Set<DeviceKind> KINDS =
      EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private final Health health = new Health();
  private EisServer server;
  private Injector injector;

  @BeforeEach
  void start() throws Exception {
    server = new EisServer().offers(ALL);
  }

  @AfterEach
  void stop() throws Exception {
    if (injector != null) {
      injector.close();
    }
    server.close();
  }

  private Injector open() throws BackendException {
    return open(KINDS, Optional.empty());
  }

  private Injector open(Set<DeviceKind> kinds, Optional<String> mapping) throws BackendException {
    return open(kinds, mapping, new Region(0, 0, 1000, 500));
  }

  private Injector open(Set<DeviceKind> kinds, Optional<String> mapping, Region display)
      throws BackendException {
    var place = new Placement("display", new EisFd(server.connect(), mapping), display);
    injector = Configs.input().open(place, kinds, Feedback.NONE, health);
    return injector;
  }

  @Test
  void keys_buttons_motion_and_wheels_arrive_in_frames() throws Exception {
    server.onBind(KEYBOARD).onBind(POINTER).onBind(ABSOLUTE).start();
    open();
    server.forget();
    injector.key(30, true);
    injector.key(30, false);
    injector.moveBy(3, -4.5);
    injector.button(0x110, true);
    injector.button(0x110, false);
    injector.moveTo(0.5, 0.5);
    injector.scroll(0, -120);
    injector.scroll(30, 0);
    assertThat(server.until("tablet discrete 30 0"))
        .containsExactly(
            "keys key 30 1",
            "keys key 30 0",
            "mouse motion 3.0 -4.5",
            "mouse button 272 1",
            "mouse button 272 0",
            "tablet motion_absolute 500.0 250.0",
            "tablet discrete 0 -120",
            "tablet discrete 30 0");
    server.awaitAny(line -> line.startsWith("tablet frame"));
  }

  @Test
  void what_is_wanted_is_bound_and_devices_start_before_it_returns() throws Exception {
    server.onBind(KEYBOARD).start();
    open(Set.of(DeviceKind.KEYBOARD), Optional.empty());
    assertThat(server.until("keys start_emulating 1")).containsExactly("seat bind " + 0x100);
  }

  @Test
  void nothing_is_sent_for_kinds_that_were_not_asked_for() throws Exception {
    server.onBind(KEYBOARD).onBind(POINTER).start();
    open(Set.of(DeviceKind.KEYBOARD), Optional.empty());
    server.forget();
    injector.moveBy(1, 1);
    injector.key(1, true);
    assertThat(server.until("keys key 1 1")).containsExactly("keys key 1 1");
  }

  @Test
  void the_edges_of_the_display_stay_inside_its_region() throws Exception {
    server
        .onBind(new Device("abs", "ei_pointer_absolute").region(1920, 100, 800, 600, null))
        .start();
    open();
    server.forget();
    injector.moveTo(0, 0);
    injector.moveTo(1, 1);
    var sent = server.until("abs motion_absolute 2719.9998 699.99994");
    assertThat(sent).first().isEqualTo("abs motion_absolute 1920.0 100.0");
  }

  @Test
  void the_region_is_chosen_by_mapping_id_then_place_then_size() throws Exception {
    server
        .onBind(
            new Device("abs", "ei_pointer_absolute")
                .region(0, 0, 1000, 500, "other")
                .region(5000, 0, 4000, 4000, null)
                .region(1000, 0, 100, 100, "ours"))
        .start();
    open(KINDS, Optional.of("ours"));
    injector.moveTo(0.5, 0.5);
    server.until("abs motion_absolute 1050.0 50.0");
  }

  @Test
  void without_a_mapping_id_the_place_decides() throws Exception {
    server
        .onBind(
            new Device("abs", "ei_pointer_absolute")
                .region(2000, 0, 4000, 4000, null)
                .region(0, 0, 1000, 500, null))
        .start();
    open();
    injector.moveTo(0.5, 0.5);
    server.until("abs motion_absolute 500.0 250.0");
  }

  @Test
  void a_display_with_a_new_mode_is_found_at_its_corner_among_larger_monitors() throws Exception {
    var before = new Device("abs", "ei_pointer_absolute").region(0, 0, 1000, 500, null);
    server.onBind(before.region(2000, 0, 4000, 4000, null)).start();
    open();
    injector.moveTo(0.5, 0.5);
    server.until("abs motion_absolute 500.0 250.0");
    server.destroy("abs");
    server.add(
        new Device("new", "ei_pointer_absolute")
            .region(2000, 0, 4000, 4000, null)
            .region(0, 0, 800, 400, null));
    server.until("new start_emulating 1");
    injector.moveTo(0.5, 0.5);
    server.until("new motion_absolute 400.0 200.0");
  }

  @Test
  void in_a_region_of_the_whole_desktop_the_display_is_its_part() throws Exception {
    server.onBind(new Device("abs", "ei_pointer_absolute").region(0, 0, 4000, 4000, null)).start();
    open(KINDS, Optional.empty(), new Region(1000, 500, 1000, 500));
    injector.moveTo(0.5, 0.5);
    server.until("abs motion_absolute 1500.0 750.0");
  }

  @Test
  void a_monitor_that_appears_later_gets_the_pointer_where_it_should_be() throws Exception {
    server.onBind(KEYBOARD).onBind(POINTER).start();
    open(KINDS, Optional.of("stream"));
    server.forget();
    injector.moveTo(0.25, 0.5);
    injector.button(0x110, true);
    injector.button(0x110, false);
    server.add(
        new Device("late", "ei_pointer_absolute", "ei_button").region(0, 0, 800, 600, "stream"));
    assertThat(server.until("late button 272 0"))
        .containsExactly(
            "late motion_absolute 200.0 300.0", "late button 272 1", "late button 272 0");
  }

  @Test
  void keys_before_the_keyboard_are_typed_when_it_is_there() throws Exception {
    server.onBind(POINTER).start();
    open();
    server.forget();
    injector.key(42, true);
    injector.key(30, true);
    injector.key(30, false);
    injector.key(42, false);
    injector.key(99, false);
    server.add(KEYBOARD);
    assertThat(server.until("keys key 42 0"))
        .containsExactly("keys key 42 1", "keys key 30 1", "keys key 30 0", "keys key 42 0");
  }

  @Test
  void a_device_that_pauses_holds_nothing_and_goes_on_when_it_is_resumed() throws Exception {
    server.onBind(KEYBOARD).start();
    open();
    server.forget();
    injector.key(30, true);
    server.until("keys key 30 1");
    server.pause("keys");
    server.resume("keys");
    server.until("keys start_emulating 2");
    injector.key(30, false);
    injector.key(31, true);
    assertThat(server.until("keys key 31 1")).containsExactly("keys key 30 1", "keys key 31 1");
  }

  @Test
  void a_device_that_is_replaced_hands_over_and_releases_go_where_the_press_went()
      throws Exception {
    server.onBind(ABSOLUTE).start();
    open();
    server.forget();
    injector.moveTo(0.5, 0.5);
    injector.button(0x110, true);
    server.until("tablet button 272 1");
    server.add(new Device("new", "ei_pointer_absolute", "ei_button").region(0, 0, 1000, 500, null));
    server.until("new start_emulating 1");
    injector.button(0x110, false);
    server.until("tablet button 272 0");
    server.destroy("tablet");
    server.ping();
    server.awaitAny(line -> line.startsWith("ping done"));
    injector.moveTo(0, 0);
    injector.button(0x111, true);
    assertThat(server.until("new button 273 1"))
        .endsWith("new motion_absolute 0.0 0.0", "new button 273 1");
  }

  @Test
  void what_is_held_is_released_at_the_end_and_the_server_is_told() throws Exception {
    server.version("ei_touchscreen", 2).onBind(KEYBOARD).onBind(ABSOLUTE).start();
    open();
    server.forget();
    injector.key(30, true);
    injector.moveTo(0, 0);
    injector.button(0x110, true);
    injector.touch(touch(Phase.DOWN, 7, 0.5f, 0.5f));
    injector.close();
    assertThat(server.until("connection disconnect"))
        .containsExactly(
            "keys key 30 1",
            "tablet motion_absolute 0.0 0.0",
            "tablet button 272 1",
            "tablet down 0 500.0 250.0",
            "tablet cancel 0",
            "keys key 30 0",
            "keys stop_emulating",
            "tablet button 272 0",
            "tablet stop_emulating",
            "connection disconnect");
    server.awaitAny("closed"::equals);
    assertThat(health.lost).isEmpty();
  }

  @Test
  void fingers_arrive_as_fingers() throws Exception {
    server.onBind(ABSOLUTE).start();
    open();
    server.forget();
    injector.touch(touch(Phase.HOVER, 1, 0.1f, 0.1f));
    injector.touch(touch(Phase.DOWN, 1, 0.25f, 0.5f));
    injector.touch(touch(Phase.DOWN, 2, 0.5f, 0.5f));
    injector.touch(touch(Phase.MOVE, 1, 0.75f, 0.5f));
    injector.touch(touch(Phase.UP, 1, 0.75f, 0.5f));
    injector.touch(touch(Phase.CANCEL, 2, 0.5f, 0.5f));
    injector.touch(touch(Phase.MOVE, 3, 0.5f, 0.5f));
    injector.moveTo(0, 0);
    assertThat(server.until("tablet motion_absolute 0.0 0.0"))
        .containsExactly(
            "tablet down 0 250.0 250.0",
            "tablet down 1 500.0 250.0",
            "tablet motion 0 750.0 250.0",
            "tablet up 0",
            "tablet up 1",
            "tablet motion_absolute 0.0 0.0");
  }

  @Test
  void a_finger_is_lifted_only_where_it_came_down() throws Exception {
    server.onBind(ABSOLUTE).start();
    open();
    injector.touch(touch(Phase.DOWN, 1, 0.5f, 0.5f));
    server.until("tablet down 0 500.0 250.0");
    server.forget();
    server.destroy("tablet");
    server.add(new Device("new", "ei_touchscreen").region(0, 0, 1000, 500, null));
    server.until("new start_emulating 1");
    injector.touch(touch(Phase.UP, 1, 0.5f, 0.5f));
    injector.touch(touch(Phase.DOWN, 2, 0.5f, 0.5f));
    assertThat(server.until("new down 0 500.0 250.0")).containsExactly("new down 0 500.0 250.0");
  }

  @Test
  void without_a_touch_screen_fingers_move_the_pointer_and_that_is_said() throws Exception {
    server
        .offers("ei_pointer_absolute", "ei_button")
        .onBind(new Device("abs", "ei_pointer_absolute", "ei_button").region(0, 0, 100, 100, null))
        .start();
    open(EnumSet.of(DeviceKind.TOUCH, DeviceKind.PEN), Optional.empty());
    assertThat(health.degraded)
        .containsExactly(
            "the desktop's EIS server lets no touch screen in: fingers move the pointer");
    server.forget();
    injector.touch(touch(Phase.DOWN, 1, 0.5f, 0.5f));
    injector.touch(touch(Phase.UP, 1, 0.5f, 0.5f));
    assertThat(server.until("abs button 272 0"))
        .containsExactly("abs motion_absolute 50.0 50.0", "abs button 272 1", "abs button 272 0");
  }

  @Test
  void a_pen_moves_the_pointer() throws Exception {
    server.onBind(ABSOLUTE).start();
    open(EnumSet.of(DeviceKind.PEN), Optional.empty());
    server.forget();
    var pen = new PenSample();
    pen.phase = Phase.DOWN;
    pen.x01 = 0.5f;
    pen.y01 = 0.5f;
    injector.pen(pen);
    pen.phase = Phase.HOVER_LEAVE;
    injector.pen(pen);
    assertThat(server.until("tablet button 272 0"))
        .containsExactly(
            "tablet motion_absolute 500.0 250.0", "tablet button 272 1", "tablet button 272 0");
  }

  @Test
  void mutter_gets_parts_of_a_click_as_distance() throws Exception {
    server.seatName("mutter default seat").onBind(POINTER).start();
    open();
    server.forget();
    injector.scroll(0, 60);
    injector.scroll(0, 240);
    assertThat(server.until("mouse discrete 0 240"))
        .containsExactly("mouse scroll 0.0 5.0", "mouse discrete 0 240");
  }

  @Test
  void text_is_typed_with_the_keys_of_the_desktops_layout() throws Exception {
    server.onBind(KEYBOARD.keymap(keymap("de", ""))).start();
    open();
    server.forget();
    injector.text("zY@\u00e9\n");
    assertThat(server.until("keys key 28 0"))
        .containsExactly(
            "keys key 21 1",
            "keys key 21 0", // z, where a US keyboard has its Y
            "keys key 42 1",
            "keys key 44 1",
            "keys key 44 0",
            "keys key 42 0", // Y
            "keys key 100 1",
            "keys key 16 1",
            "keys key 16 0",
            "keys key 100 0", // AltGr+Q
            "keys key 13 1",
            "keys key 13 0",
            "keys key 18 1",
            "keys key 18 0", // dead acute, e
            "keys key 28 1",
            "keys key 28 0");
  }

  @Test
  void text_minds_caps_lock_and_lifts_what_is_held() throws Exception {
    server.onBind(KEYBOARD.keymap(keymap("us", ""))).start();
    open();
    server.modifiers("keys", 0, 2, 0, 0);
    server.ping();
    server.awaitAny(line -> line.startsWith("ping done"));
    server.forget();
    injector.key(29, true);
    injector.text("aB");
    assertThat(server.until("keys key 48 0")).contains("keys key 29 0");
    injector.key(29, false);
    assertThat(server.requests())
        .startsWith(
            "keys key 29 1",
            "keys key 29 0",
            "keys key 42 1",
            "keys key 30 1",
            "keys key 30 0",
            "keys key 42 0",
            "keys key 48 1",
            "keys key 48 0");
  }

  @Test
  void what_the_layout_cannot_type_is_left_out_and_said_once() throws Exception {
    server.onBind(KEYBOARD.keymap(keymap("us", ""))).start();
    open();
    server.forget();
    injector.text("a\u4e2db\ud83d\ude00\u4e2dc");
    server.until("keys key 46 0");
    assertThat(health.degraded).singleElement().asString().contains("\u4e2d (U+4E2D)");
  }

  @Test
  void servers_that_take_text_get_text() throws Exception {
    server.offers("ei_keyboard", "ei_text").onBind(new Device("text", "ei_text")).start();
    open(Set.of(DeviceKind.KEYBOARD), Optional.empty());
    server.forget();
    injector.text("\u4e2d a\nb");
    assertThat(server.until("text utf8 b"))
        .containsExactly(
            "text utf8 \u4e2d a", "text keysym 65293 1", "text keysym 65293 0", "text utf8 b");
  }

  @Test
  void version_three_of_a_device_is_told_that_it_is_ready() throws Exception {
    server.version("ei_device", 3).onBind(KEYBOARD).start();
    open();
    assertThat(server.until("keys start_emulating 1")).contains("keys ready");
  }

  @Test
  void a_server_without_what_is_wanted_is_refused() {
    server.offers("ei_keyboard").start();
    assertThatThrownBy(() -> open(Set.of(DeviceKind.POINTER), Optional.empty()))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.UNSUPPORTED))
        .hasMessage("the desktop's EIS server lets no pointer in");
  }

  @Test
  void a_server_with_half_of_what_is_wanted_serves_that_and_says_so() throws Exception {
    server.offers("ei_pointer", "ei_button").onBind(POINTER).start();
    open(EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER), Optional.empty());
    assertThat(health.degraded).containsExactly("the desktop's EIS server lets no keyboard in");
  }

  @Test
  void a_silent_server_is_given_up() {
    server.startSilently();
    assertThatThrownBy(this::open).hasMessageContaining("no seat within 500 ms");
    assertThat(health.lost).isEmpty();
  }

  @Test
  void a_server_that_ends_the_connection_says_why() throws Exception {
    server.onBind(KEYBOARD).start();
    open();
    server.disconnect(3, "you are too fast");
    assertThat(health.awaitLost())
        .hasMessage("the EIS server ended the input: protocol error: you are too fast");
    injector.key(1, true);
    injector.flush();
  }

  @Test
  void a_desktop_that_ends_the_input_is_lost() throws Exception {
    server.onBind(KEYBOARD).start();
    open();
    server.disconnect(0, null);
    assertThat(health.awaitLost()).hasMessage("the desktop has ended the input");
  }

  @Test
  void a_server_that_dies_is_lost() throws Exception {
    server.onBind(KEYBOARD).start();
    open();
    server.close();
    assertThat(health.awaitLost().kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
  }

  @Test
  void a_server_that_does_not_read_loses_motion_and_is_given_up_and_nobody_waits()
      throws Exception {
    server.onBind(KEYBOARD).onBind(POINTER).start();
    open();
    server.reads(false);
    long slowest = 0;
    for (int i = 0; i < 100_000; i++) {
      long start = System.nanoTime();
      injector.moveBy(1, 1);
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertThat(slowest).isLessThan(200_000_000);
    assertThat(health.degraded)
        .containsExactly("the desktop does not keep up with the input, some of it is dropped");
    assertThat(health.awaitLost()).hasMessageContaining("has read nothing for 1000 ms");
  }

  @Test
  void pings_are_answered() throws Exception {
    server.onBind(KEYBOARD).start();
    open();
    server.ping();
    server.until("ping done 0");
  }

  private static TouchPoint touch(Phase phase, int id, float x, float y) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = id;
    point.x01 = x;
    point.y01 = y;
    return point;
  }

  static String keymap(String layout, String variant) {
    var keymap = XkbKeymap.ofNames("", layout, variant, "");
    Assumptions.assumeTrue(keymap.isPresent(), "libxkbcommon or its layouts are not installed");
    try (var compiled = keymap.get()) {
      return compiled.text();
    }
  }
}
