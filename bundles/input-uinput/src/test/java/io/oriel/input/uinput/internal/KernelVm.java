package io.oriel.input.uinput.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Whether this kernel has the devices.
final class KernelVm {
  private KernelVm() {}

  /// Skips the test with the reason where `/dev/uinput` is absent; fails instead under a kernel
  /// started for these tests, which sets `ORIEL_VM`.
  static void needUinput() {
    boolean there = Files.isWritable(Path.of("/dev/uinput"));
    if (!there && System.getenv("ORIEL_VM") != null) {
      throw new AssertionError("this kernel was started for its /dev/uinput and has none");
    }
    assumeTrue(
        there,
        "/dev/uinput is absent or not writable here; ./oriel test --kernel runs this under a kernel"
            + " that has it");
  }
}
