package io.oriel.input.uinput.evdev;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Whether tests may make devices and press keys: only under a kernel of their own, which
/// `./oriel vm` starts with `ORIEL_VM` set. On a desktop they would type into it.
public final class KernelVm {
  private KernelVm() {}

  /// Skips the test with the reason on other kernels; fails under its own when the device is
  /// missing there.
  public static void needUinput() {
    assumeTrue(
        System.getenv("ORIEL_VM") != null,
        "makes input devices and presses keys, so it runs under a kernel of its own only:"
            + " ./oriel test --kernel");
    if (!Files.isWritable(Path.of("/dev/uinput"))) {
      throw new AssertionError("this kernel was started for its /dev/uinput and has none");
    }
  }

  /// The same for a test that looks through a program which relies on udev.
  public static void needUdev() {
    needUinput();
    if (!Files.exists(Path.of("/run/udev/control"))) {
      throw new AssertionError("udev does not run here: start this with ./oriel vm -u");
    }
  }
}
