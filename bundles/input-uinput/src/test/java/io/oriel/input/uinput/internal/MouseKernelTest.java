package io.oriel.input.uinput.internal;

import static io.oriel.input.uinput.internal.Rig.axis;
import static io.oriel.input.uinput.internal.Rig.key;
import static io.oriel.input.uinput.internal.Rig.relative;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.input.uinput.evdev.KernelVm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Mouse and absolute pointer, read at their event nodes.
@Tag("kernel")
class MouseKernelTest {
  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void motion_arrives_in_whole_pixels_and_keeps_the_rest() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER)) {
      var mouse = rig.reader("Mouse");

      rig.injector.moveBy(3, -4);
      rig.injector.moveBy(0.5, 0);
      rig.injector.moveBy(0.5, 0);

      assertThat(mouse.frame())
          .containsExactly(relative(Evdev.REL_X, 3), relative(Evdev.REL_Y, -4));
      assertThat(mouse.frame()).containsExactly(relative(Evdev.REL_X, 1));
      assertThat(mouse.quiet()).isTrue();
    }
  }

  @Test
  void all_eight_buttons_arrive() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER)) {
      var mouse = rig.reader("Mouse");

      for (int code = Evdev.BTN_LEFT; code <= Evdev.BTN_TASK; code++) {
        rig.injector.button(code, true);
        rig.injector.button(code, false);
        assertThat(mouse.frame()).containsExactly(key(code, 1));
        assertThat(mouse.frame()).containsExactly(key(code, 0));
      }
    }
  }

  @Test
  void a_click_of_the_wheel_arrives_whole_and_in_parts() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER)) {
      var mouse = rig.reader("Mouse");

      rig.injector.scroll(0, 120); // down

      assertThat(mouse.frame())
          .containsExactly(relative(Evdev.REL_WHEEL_HI_RES, -120), relative(Evdev.REL_WHEEL, -1));
    }
  }

  @Test
  void the_horizontal_wheel_turns_right() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER)) {
      var mouse = rig.reader("Mouse");

      rig.injector.scroll(240, 0);

      assertThat(mouse.frame())
          .containsExactly(relative(Evdev.REL_HWHEEL_HI_RES, 240), relative(Evdev.REL_HWHEEL, 2));
    }
  }

  @Test
  void parts_of_a_click_add_up_and_a_turn_starts_anew() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER)) {
      var mouse = rig.reader("Mouse");

      rig.injector.scroll(0, -80);
      rig.injector.scroll(0, -80);
      rig.injector.scroll(0, 100);
      rig.injector.scroll(0, 20);

      assertThat(mouse.frame()).containsExactly(relative(Evdev.REL_WHEEL_HI_RES, 80));
      assertThat(mouse.frame())
          .containsExactly(relative(Evdev.REL_WHEEL_HI_RES, 80), relative(Evdev.REL_WHEEL, 1));
      assertThat(mouse.frame()).containsExactly(relative(Evdev.REL_WHEEL_HI_RES, -100));
      assertThat(mouse.frame())
          .containsExactly(relative(Evdev.REL_WHEEL_HI_RES, -20), relative(Evdev.REL_WHEEL, -1));
    }
  }

  @Test
  void absolute_positions_span_the_display() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER)) {
      var pointer = rig.reader("Absolute Pointer");

      rig.injector.moveTo(0.25, 0.5);
      rig.injector.moveTo(1, 1);

      assertThat(pointer.axis(Evdev.ABS_X).max()).isEqualTo(65535);
      assertThat(pointer.frame())
          .containsExactly(axis(Evdev.ABS_X, 16384), axis(Evdev.ABS_Y, 32768));
      assertThat(pointer.frame())
          .containsExactly(axis(Evdev.ABS_X, 65535), axis(Evdev.ABS_Y, 65535));
    }
  }

  @Test
  void absolute_positions_hit_a_display_beside_another_one() throws Exception {
    var right = new Region(1920, 0, 1280, 720);
    var settings = Settings.desktop(3200, 1080);
    try (var rig = new Rig(Feedback.NONE, settings, right, DeviceKind.POINTER)) {
      var pointer = rig.reader("Absolute Pointer");

      rig.injector.moveTo(0.5, 1);

      assertThat(pointer.frame())
          .containsExactly(axis(Evdev.ABS_X, 52428), axis(Evdev.ABS_Y, 43690)); // 2560, 720
    }
  }
}
