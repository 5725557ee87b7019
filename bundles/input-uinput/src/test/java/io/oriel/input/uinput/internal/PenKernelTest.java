package io.oriel.input.uinput.internal;

import static io.oriel.input.uinput.internal.Rig.axis;
import static io.oriel.input.uinput.internal.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.PenSample.Tool;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.input.uinput.evdev.KernelVm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pen, read at its event node.
@Tag("kernel")
class PenKernelTest {
  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void a_pen_that_hovers_comes_near_touches_and_leaves() throws Exception {
    try (var rig = new Rig(DeviceKind.PEN)) {
      var pen = rig.reader("Pen");

      rig.injector.pen(sample(Phase.HOVER, Tool.PEN, 0.5f));
      rig.injector.pen(sample(Phase.DOWN, Tool.PEN, 0.25f));
      rig.injector.pen(sample(Phase.UP, Tool.PEN, 0));
      rig.injector.pen(sample(Phase.HOVER_LEAVE, Tool.PEN, 0));

      assertThat(pen.frame())
          .containsExactly(
              key(Evdev.BTN_TOOL_PEN, 1),
              axis(Evdev.ABS_X, 16384),
              axis(Evdev.ABS_Y, 49152),
              axis(Evdev.ABS_DISTANCE, 512));
      assertThat(pen.frame())
          .containsExactly(
              key(Evdev.BTN_TOUCH, 1), axis(Evdev.ABS_DISTANCE, 0), axis(Evdev.ABS_PRESSURE, 1024));
      assertThat(pen.frame()).containsExactly(key(Evdev.BTN_TOUCH, 0), axis(Evdev.ABS_PRESSURE, 0));
      assertThat(pen.frame()).containsExactly(key(Evdev.BTN_TOOL_PEN, 0));
    }
  }

  @Test
  void a_pen_of_a_client_without_hovering_leaves_when_it_is_lifted() throws Exception {
    try (var rig = new Rig(DeviceKind.PEN)) {
      var pen = rig.reader("Pen");

      rig.injector.pen(sample(Phase.DOWN, Tool.UNKNOWN, Float.NaN));
      rig.injector.pen(sample(Phase.UP, Tool.UNKNOWN, 0));
      rig.injector.pen(sample(Phase.MOVE, Tool.UNKNOWN, 0.5f)); // late

      assertThat(pen.frame())
          .contains(
              key(Evdev.BTN_TOOL_PEN, 1), key(Evdev.BTN_TOUCH, 1), axis(Evdev.ABS_PRESSURE, 4095));
      assertThat(pen.frame()).contains(key(Evdev.BTN_TOUCH, 0));
      assertThat(pen.frame()).containsExactly(key(Evdev.BTN_TOOL_PEN, 0));
      assertThat(pen.quiet()).isTrue();
    }
  }

  @Test
  void turning_the_pen_round_brings_the_eraser() throws Exception {
    try (var rig = new Rig(DeviceKind.PEN)) {
      var pen = rig.reader("Pen");

      rig.injector.pen(sample(Phase.HOVER, Tool.PEN, 0.5f));
      rig.injector.pen(sample(Phase.HOVER, Tool.ERASER, 0.5f));

      assertThat(pen.frame()).contains(key(Evdev.BTN_TOOL_PEN, 1));
      assertThat(pen.frame()).containsExactly(key(Evdev.BTN_TOOL_PEN, 0));
      assertThat(pen.frame()).containsExactly(key(Evdev.BTN_TOOL_RUBBER, 1));
    }
  }

  @Test
  void all_three_buttons_of_the_pen_arrive() throws Exception {
    try (var rig = new Rig(DeviceKind.PEN)) {
      var pen = rig.reader("Pen");
      var sample = sample(Phase.HOVER, Tool.PEN, 0.5f);

      sample.buttons = 1;
      rig.injector.pen(sample);
      sample.buttons = 2 | 4;
      rig.injector.pen(sample);

      assertThat(pen.frame()).contains(key(Evdev.BTN_STYLUS, 1));
      assertThat(pen.frame())
          .containsExactly(
              key(Evdev.BTN_STYLUS, 0), key(Evdev.BTN_STYLUS2, 1), key(Evdev.BTN_STYLUS3, 1));
    }
  }

  @Test
  void a_pen_leans_away_from_where_its_tip_points() throws Exception {
    try (var rig = new Rig(DeviceKind.PEN)) {
      var pen = rig.reader("Pen");
      var sample = sample(Phase.HOVER, Tool.PEN, 0.5f);
      sample.tiltDegrees = 30;

      sample.rotationDegrees = 0; // tip up: leans to whoever draws
      rig.injector.pen(sample);
      sample.rotationDegrees = 90; // tip right: leans left
      rig.injector.pen(sample);

      assertThat(pen.frame()).contains(axis(Evdev.ABS_TILT_Y, 30));
      assertThat(pen.frame())
          .containsExactly(axis(Evdev.ABS_TILT_X, -30), axis(Evdev.ABS_TILT_Y, 0));
    }
  }

  static PenSample sample(Phase phase, Tool tool, float pressure01) {
    var sample = new PenSample();
    sample.phase = phase;
    sample.tool = tool;
    sample.x01 = 0.25f;
    sample.y01 = 0.75f;
    sample.pressure01 = pressure01;
    sample.tiltDegrees = -1;
    sample.rotationDegrees = -1;
    return sample;
  }
}
