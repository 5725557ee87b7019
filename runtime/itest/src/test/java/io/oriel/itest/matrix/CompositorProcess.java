package io.oriel.itest.matrix;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A compositor as the kernel shows it. The tests have a view of processes to themselves, so the
/// one of that name is the one.
///
/// @param pid its number
record CompositorProcess(long pid) {
  private static final int MICROS_PER_TICK = 10_000; // USER_HZ is 100 everywhere (proc(5))
  private static final int COMM_MOST = 15;

  /// The newest process of that name.
  static Optional<CompositorProcess> named(String program) throws IOException {
    String name = program.substring(0, Math.min(COMM_MOST, program.length()));
    var found = new ArrayList<Long>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path each : all) {
        if (text(each.resolve("comm")).strip().equals(name)) {
          found.add(Long.parseLong(each.getFileName().toString()));
        }
      }
    }
    return found.stream().max(Comparator.naturalOrder()).map(CompositorProcess::new);
  }

  /// Processor time of all its threads so far.
  long cpuMicros() {
    String stat = text(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length < 13
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
  }

  /// Absolute path of the socket on which it serves programs: it holds that socket's lock, as no
  /// compositor does of one it is merely a client of.
  Optional<String> socket() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      List<String> locks =
          open.map(CompositorProcess::target)
              .filter(file -> file.matches(".*/wayland-[^/]*\\.lock"))
              .toList();
      return locks.stream().findFirst().map(f -> f.substring(0, f.length() - ".lock".length()));
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return ""; // closed meanwhile
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return ""; // gone
    }
  }
}
