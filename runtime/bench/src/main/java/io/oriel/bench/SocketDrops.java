package io.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Datagrams the kernel threw away because a socket's buffer was full, from proc_net_udp(5).
final class SocketDrops {
  private static final int LOCAL = 1;
  private static final int DROPS = 12;

  private SocketDrops() {}

  /// Of the sockets bound to a port.
  static long of(int port) throws IOException {
    return of(Files.readAllLines(Path.of("/proc/net/udp")), port)
        + of(Files.readAllLines(Path.of("/proc/net/udp6")), port);
  }

  static long of(List<String> table, int port) {
    String end = String.format(":%04X", port);
    long drops = 0;
    for (String line : table) {
      String[] fields = line.strip().split(" +");
      if (fields.length > DROPS && fields[LOCAL].endsWith(end)) {
        drops += Long.parseLong(fields[DROPS]);
      }
    }
    return drops;
  }
}
