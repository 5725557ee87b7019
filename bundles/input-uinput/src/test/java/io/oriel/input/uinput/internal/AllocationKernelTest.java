package io.oriel.input.uinput.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.input.uinput.evdev.KernelVm;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The receive thread makes no garbage.
@Tag("kernel")
class AllocationKernelTest {
  private static final int ROUNDS = 20_000;

  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void events_allocate_nothing() throws Exception {
    try (var rig =
        new Rig(
            DeviceKind.KEYBOARD,
            DeviceKind.POINTER,
            DeviceKind.TOUCH,
            DeviceKind.PEN,
            DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      rounds(rig); // compiles

      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      rounds(rig);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(allocated / ROUNDS).as("bytes per round of ten events").isZero();
    }
  }

  private static void rounds(Rig rig) {
    var injector = rig.injector;
    var finger = TouchScreenKernelTest.finger(Phase.DOWN, 1, 0.1f, 0.1f);
    var pen = PenKernelTest.sample(Phase.HOVER, PenSample.Tool.PEN, 0.5f);
    pen.tiltDegrees = 20;
    pen.rotationDegrees = 20;
    var state = new GamepadState();
    for (int i = 0; i < ROUNDS; i++) {
      injector.key(30, (i & 1) == 0);
      injector.button(Evdev.BTN_LEFT, (i & 1) == 0);
      injector.moveBy(1.5, -1.5);
      injector.moveTo(i / (double) ROUNDS, 0.5);
      injector.scroll(60, 60);
      finger.phase = Phase.DOWN;
      finger.x01 = i / (float) ROUNDS;
      injector.touch(finger);
      finger.phase = Phase.UP;
      injector.touch(finger);
      pen.x01 = i / (float) ROUNDS;
      injector.pen(pen);
      state.leftX = i;
      state.buttons = i;
      injector.gamepad(0, state);
      injector.flush();
    }
  }
}
