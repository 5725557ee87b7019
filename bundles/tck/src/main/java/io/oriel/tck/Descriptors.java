package io.oriel.tck;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// Descriptors and threads of this process, which a closed stage must not keep.
final class Descriptors {
  private Descriptors() {}

  /// How many are open.
  static int open() {
    return new File("/proc/self/fd").list().length;
  }

  /// Whether one is open, and the same open file as before.
  static boolean open(int number, String wasOpenTo) throws java.io.IOException {
    Path link = Path.of("/proc/self/fd", Integer.toString(number));
    return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).toString().equals(wasOpenTo);
  }

  /// What one is open to.
  static String target(int number) throws java.io.IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(number))).toString();
  }

  /// Platform threads of this process.
  static int threads() {
    return new File("/proc/self/task").list().length;
  }
}
