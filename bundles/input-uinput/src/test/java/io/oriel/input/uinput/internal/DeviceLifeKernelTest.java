package io.oriel.input.uinput.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.input.uinput.evdev.EvdevReader;
import io.oriel.input.uinput.evdev.KernelVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// When devices come and go.
@Tag("kernel")
class DeviceLifeKernelTest {
  private static final String SUFFIX = " (" + Rig.DISPLAY + ")";

  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  @Test
  void devices_are_readable_when_open_returns_and_gone_after_close() throws Exception {
    var rig = new Rig(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

    assertThat(names())
        .containsExactly(
            "Oriel Absolute Pointer" + SUFFIX,
            "Oriel Keyboard" + SUFFIX,
            "Oriel Mouse" + SUFFIX,
            "Oriel Pen" + SUFFIX,
            "Oriel Touch Screen" + SUFFIX);
    for (String name : names()) {
      assertThat(EvdevReader.node(name)).isReadable();
    }
    rig.close();
    assertThat(names()).isEmpty();
    assertThat(rig.complaints).isEmpty();
  }

  @Test
  void only_devices_that_were_asked_for_are_made() throws Exception {
    try (var rig = new Rig(DeviceKind.TOUCH, DeviceKind.GAMEPAD)) {
      rig.injector.key(30, true);
      rig.injector.moveBy(1, 1);

      assertThat(names()).containsExactly("Oriel Touch Screen" + SUFFIX);
    }
  }

  @Test
  void a_pad_comes_and_goes_with_its_controller() throws Exception {
    try (var rig = new Rig(DeviceKind.GAMEPAD)) {
      assertThat(names()).isEmpty();

      rig.injector.padConnected(4, Rig.PAD);
      assertThat(names()).containsExactly("Oriel Pad 5" + SUFFIX);
      rig.injector.padGone(4);

      assertThat(names()).isEmpty();
    }
  }

  @Test
  void thirty_sessions_leave_no_device_thread_or_descriptor() throws Exception {
    run(); // loads classes
    int descriptors = descriptors();

    for (int i = 0; i < 30; i++) {
      run();
    }

    assertThat(names()).isEmpty();
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("oriel-ff"));
  }

  private static void run() throws Exception {
    try (var rig = new Rig(DeviceKind.KEYBOARD, DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
    }
  }

  @Test
  void devices_go_when_the_process_is_killed() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("open");
    assertThat(names()).hasSize(2);

    process.destroyForcibly();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(names()).isEmpty();
  }

  /// Another process with devices.
  static final class Holder {
    public static void main(String[] args) throws Exception {
      var rig = new Rig(DeviceKind.KEYBOARD, DeviceKind.GAMEPAD);
      rig.injector.padConnected(0, Rig.PAD);
      System.out.println("open");
      Thread.currentThread().join(); // until killed
    }
  }

  private static Set<String> names() throws IOException {
    var names = new TreeSet<String>();
    try (var all = Files.newDirectoryStream(Path.of("/sys/class/input"), "event*")) {
      for (Path each : all) {
        var name = Files.readString(each.resolve("device/name")).strip();
        if (name.endsWith(SUFFIX)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static int descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return (int) all.count();
    }
  }
}
