package io.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Threads of this process as the kernel knows them, those of C libraries included.
final class NativeThreads {
  private NativeThreads() {}

  /// The numbers of all that run now.
  static Set<String> now() throws IOException {
    var numbers = new HashSet<String>();
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      tasks.forEach(task -> numbers.add(task.getFileName().toString()));
    }
    return numbers;
  }

  /// CPU time of some of them, in ns: the first field of `schedstat`.
  static long cpuNanos(Set<String> numbers) throws IOException {
    long sum = 0;
    for (String number : numbers) {
      try {
        String line = Files.readString(Path.of("/proc/self/task", number, "schedstat"));
        sum += Long.parseLong(line.substring(0, line.indexOf(' ')));
      } catch (NoSuchFileException _) {
        // it has ended
      }
    }
    return sum;
  }
}
