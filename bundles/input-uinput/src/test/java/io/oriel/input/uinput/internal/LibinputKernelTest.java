package io.oriel.input.uinput.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.input.uinput.evdev.KernelVm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What desktops make of the devices: their library libinput reads them.
@Tag("kernel")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LibinputKernelTest {
  @BeforeAll
  static void kernel() {
    KernelVm.needUdev();
  }

  /// `libinput debug-events` on one device.
  private static final class Desktop implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    Desktop(Path device) throws Exception {
      settle();
      process =
          new ProcessBuilder(
                  List.of(
                      "stdbuf",
                      "-oL",
                      "libinput",
                      "debug-events",
                      "--show-keycodes",
                      "--device",
                      device.toString()))
              .redirectErrorStream(true)
              .start();
      lines = process.inputReader();
      find("DEVICE_ADDED");
    }

    /// The next line that says so.
    String find(String what) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(what)) {
          return line.replaceAll("[\\s*]+", " ").replace("/ ", "/");
        }
      }
      throw new AssertionError("libinput ended before " + what);
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void a_desktop_sees_fingers() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH);
        var desktop = new Desktop(rig.reader("Touch Screen").node())) {
      rig.injector.touch(TouchScreenKernelTest.finger(Phase.DOWN, 7, 0.25f, 0.5f));
      rig.injector.touch(TouchScreenKernelTest.finger(Phase.DOWN, 8, 0.75f, 0.5f));
      rig.injector.touch(TouchScreenKernelTest.finger(Phase.MOVE, 7, 0.5f, 0.5f));
      rig.injector.touch(TouchScreenKernelTest.finger(Phase.UP, 7, 0.5f, 0.5f));
      rig.injector.touch(TouchScreenKernelTest.finger(Phase.CANCEL, 8, 0.5f, 0.5f));

      assertThat(desktop.find("TOUCH_DOWN")).contains("0 (0) 25.00/50.00");
      assertThat(desktop.find("TOUCH_DOWN")).contains("1 (1) 75.00/50.00");
      assertThat(desktop.find("TOUCH_MOTION")).contains("0 (0) 50.00/50.00");
      assertThat(desktop.find("TOUCH_UP")).contains("0 (0)");
      assertThat(desktop.find("TOUCH_CANCEL")).contains("1 (1)");
    }
  }

  @Test
  void a_desktop_sees_a_pen_with_pressure_and_tilt() throws Exception {
    try (var rig = new Rig(DeviceKind.PEN);
        var desktop = new Desktop(rig.reader("Pen").node())) {
      var sample = PenKernelTest.sample(Phase.HOVER, PenSample.Tool.PEN, 0.5f);
      sample.tiltDegrees = 30;
      sample.rotationDegrees = 0;
      rig.injector.pen(sample);
      sample.phase = Phase.DOWN;
      sample.pressure01 = 0.5f;
      rig.injector.pen(sample);
      sample.buttons = 1;
      sample.phase = Phase.MOVE;
      rig.injector.pen(sample);
      sample.phase = Phase.UP;
      rig.injector.pen(sample);
      sample.phase = Phase.HOVER_LEAVE;
      rig.injector.pen(sample);

      assertThat(desktop.find("TABLET_TOOL_PROXIMITY"))
          .contains("tilt: 0.00 /30.16", "distance: 0.50", "pen", "proximity-in");
      assertThat(desktop.find("TABLET_TOOL_TIP")).contains("pressure: 0.50", "down");
      assertThat(desktop.find("TABLET_TOOL_BUTTON")).contains("BTN_STYLUS", "pressed");
      assertThat(desktop.find("TABLET_TOOL_TIP")).contains("up");
      assertThat(desktop.find("TABLET_TOOL_PROXIMITY")).contains("proximity-out");
    }
  }

  @Test
  void a_desktop_sees_both_wheels_in_parts_of_a_click() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER);
        var desktop = new Desktop(rig.reader("Mouse").node())) {
      rig.injector.moveBy(5, 0);
      rig.injector.scroll(0, 120);
      rig.injector.scroll(60, 0);

      assertThat(desktop.find("POINTER_MOTION")).contains("( +5.00/+0.00)");
      assertThat(desktop.find("POINTER_SCROLL_WHEEL")).contains("vert 15.00/120.0");
      assertThat(desktop.find("POINTER_SCROLL_WHEEL")).contains("horiz 7.50/60.0");
    }
  }

  @Test
  void a_desktop_sees_absolute_positions() throws Exception {
    try (var rig = new Rig(DeviceKind.POINTER);
        var desktop = new Desktop(rig.reader("Absolute Pointer").node())) {
      rig.injector.moveTo(0.25, 0.75);

      assertThat(desktop.find("POINTER_MOTION_ABSOLUTE")).contains("25.00/75.00");
    }
  }

  @Test
  void a_desktop_sees_keys() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD);
        var desktop = new Desktop(rig.reader("Keyboard").node())) {
      rig.injector.key(30, true);
      rig.injector.key(30, false);

      assertThat(desktop.find("KEYBOARD_KEY")).contains("KEY_A", "pressed");
      assertThat(desktop.find("KEYBOARD_KEY")).contains("KEY_A", "released");
    }
  }

  @Test
  void a_desktop_takes_a_pad_for_nothing_but_a_pad() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      var node = rig.reader("Pad 1").node().toString();

      settle();
      var asked =
          new ProcessBuilder("udevadm", "info", "--query=property", "--name=" + node).start();
      var properties = asked.inputReader().lines().toList();

      assertThat(properties)
          .contains("ID_INPUT_JOYSTICK=1")
          .noneMatch(line -> line.matches("ID_INPUT_(KEYBOARD|MOUSE|TABLET|TOUCHSCREEN)=1"));
    }
  }

  private static void settle() throws Exception {
    assertThat(new ProcessBuilder("udevadm", "settle").inheritIO().start().waitFor()).isZero();
  }
}
