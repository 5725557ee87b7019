package io.oriel.input.uinput.internal;

import static io.oriel.input.uinput.internal.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.input.uinput.evdev.KernelVm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The keyboard, read at its event node.
@Tag("kernel")
class KeyboardKernelTest {
  private static final int KEY_ESC = 1;
  private static final int KEY_A = 30;
  private static final int KEY_B = 48;
  private static final int KEY_MICMUTE = 248;
  private static final int KEY_SELECT = 353;

  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void a_key_goes_down_and_up() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD)) {
      var keyboard = rig.reader("Keyboard");

      rig.injector.key(KEY_A, true);
      rig.injector.key(KEY_A, false);

      assertThat(keyboard.frame()).containsExactly(key(KEY_A, 1));
      assertThat(keyboard.frame()).containsExactly(key(KEY_A, 0));
      assertThat(rig.complaints).isEmpty();
    }
  }

  @Test
  void keys_of_every_range_arrive_and_buttons_do_not() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD)) {
      var keyboard = rig.reader("Keyboard");

      for (int code : new int[] {KEY_ESC, KEY_MICMUTE, Evdev.BTN_LEFT, KEY_SELECT}) {
        rig.injector.key(code, true);
      }

      assertThat(keyboard.frame()).containsExactly(key(KEY_ESC, 1));
      assertThat(keyboard.frame()).containsExactly(key(KEY_MICMUTE, 1));
      assertThat(keyboard.frame()).containsExactly(key(KEY_SELECT, 1));
    }
  }

  @Test
  void a_held_key_is_repeated_by_the_kernel_as_clients_send_no_repeats() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD)) {
      var keyboard = rig.reader("Keyboard");

      rig.injector.key(KEY_A, true);

      assertThat(keyboard.frame()).containsExactly(key(KEY_A, 1));
      assertThat(keyboard.frame()).containsExactly(key(KEY_A, 2));
      assertThat(keyboard.frame()).containsExactly(key(KEY_A, 2));
    }
  }

  @Test
  void a_client_cannot_switch_the_machine_off() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD)) {
      var keyboard = rig.reader("Keyboard");

      rig.injector.key(Evdev.KEY_POWER, true);
      rig.injector.key(Evdev.KEY_SLEEP, true);
      rig.injector.key(KEY_A, true);

      assertThat(keyboard.codes(Evdev.EV_KEY))
          .doesNotContain(Evdev.KEY_POWER, Evdev.KEY_SLEEP, Evdev.KEY_SUSPEND, Evdev.KEY_RESTART);
      assertThat(keyboard.frame()).containsExactly(key(KEY_A, 1));
    }
  }

  @Test
  void a_client_cannot_give_the_kernel_orders_by_alt_and_sysrq() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD)) {
      var keyboard = rig.reader("Keyboard");

      rig.injector.key(Evdev.KEY_LEFTALT, true);
      rig.injector.key(Evdev.KEY_SYSRQ, true);
      rig.injector.key(KEY_B, true); // reboots
      rig.injector.key(KEY_B, false);
      rig.injector.key(Evdev.KEY_SYSRQ, false);
      rig.injector.key(KEY_B, true); // the kernel listens until Alt is let go
      rig.injector.key(KEY_B, false);
      rig.injector.key(Evdev.KEY_RIGHTALT, true);
      rig.injector.key(Evdev.KEY_RIGHTALT, false);
      rig.injector.key(KEY_B, true);
      rig.injector.key(KEY_B, false);
      rig.injector.key(Evdev.KEY_LEFTALT, false);
      rig.injector.key(KEY_B, true);

      var pressed = keyboard.frame();
      while (!pressed.contains(key(KEY_B, 1))) { // that we read on shows that nothing rebooted
        assertThat(pressed).doesNotContain(key(KEY_B, 2));
        pressed = keyboard.frame();
      }
    }
  }

  @Test
  void power_keys_are_there_when_the_owner_says_so() throws Exception {
    var settings = new Settings(2_000, 0, 0, true, false);
    try (var rig = new Rig(Feedback.NONE, settings, Rig.FULL_HD, DeviceKind.KEYBOARD)) {
      var keyboard = rig.reader("Keyboard");

      rig.injector.key(Evdev.KEY_SLEEP, true);

      assertThat(keyboard.frame()).containsExactly(key(Evdev.KEY_SLEEP, 1));
    }
  }
}
