package io.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What one process has used, from proc(5); its children are not counted.
final class ProcessUse {
  // USER_HZ is 100 on every Linux Java runs on.
  private static final long MILLIS_PER_TICK = 10;
  private static final int UTIME = 11; // counted behind the closing parenthesis of the name
  private static final int STIME = 12;

  private ProcessUse() {}

  /// CPU time of all its threads, in ms.
  static long cpuMillis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MILLIS_PER_TICK;
  }

  /// Resident memory in MiB.
  static double residentMib(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("process " + pid + " is gone");
  }
}
