package io.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Who holds the ports a host needs, read from `/proc`. Any thread; milliseconds.
final class PortHolders {
  private static final String LISTEN = "0A"; // TCP_LISTEN in /proc/net/tcp
  private static final int ADMIN = 1;

  // Offsets from the base port, GameStream protocol notes §2; 2 and 3 are those of host-web.
  private static final Map<Integer, String> TCP =
      Map.of(-5, "HTTPS", 0, "HTTP", 2, "browsers", 3, "browsers here", 21, "RTSP");
  private static final Map<Integer, String> UDP =
      Map.of(3, "WebTransport", 4, "WebRTC", 9, "video", 10, "control", 11, "audio");

  /// A port somebody else has.
  ///
  /// @param use what this host wants it for
  /// @param holder program and process id, as far as this user may see
  record Held(String protocol, int port, String use, String holder) {
    @Override
    public String toString() {
      return protocol + " port " + port + " (" + use + ") is held by " + holder;
    }
  }

  private PortHolders() {}

  /// @param base the HTTP port, 47989 by default
  static List<Held> find(int base, int adminPort) {
    var held = new ArrayList<Held>();
    Map<Integer, String> tcp = sockets("tcp");
    Map<Integer, String> udp = sockets("udp");
    new TreeMap<>(TCP).forEach((off, use) -> add(held, "TCP", base + off, use, tcp));
    add(held, "TCP", adminPort, "console", tcp);
    new TreeMap<>(UDP).forEach((off, use) -> add(held, "UDP", base + off, use, udp));
    return held;
  }

  /// The console's port when only the base port was given.
  static int adminPort(int base) {
    return base + ADMIN;
  }

  private static void add(
      List<Held> held, String protocol, int port, String use, Map<Integer, String> taken) {
    String inode = taken.get(port);
    if (inode != null) {
      held.add(new Held(protocol, port, use, program(inode).orElse("a process of another user")));
    }
  }

  /// Local port → inode of the socket.
  private static Map<Integer, String> sockets(String protocol) {
    var found = new TreeMap<Integer, String>();
    for (String table : List.of(protocol, protocol + "6")) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
        lines.skip(1).forEach(line -> parse(line, protocol, found));
      } catch (IOException e) {
        continue; // no IPv6 in this kernel
      }
    }
    return found;
  }

  // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
  private static void parse(String line, String protocol, Map<Integer, String> found) {
    String[] columns = line.trim().split("\\s+");
    if (columns.length > 9 && (protocol.equals("udp") || columns[3].equals(LISTEN))) {
      String local = columns[1];
      found.put(Integer.parseInt(local.substring(local.indexOf(':') + 1), 16), columns[9]);
    }
  }

  private static Optional<String> program(String inode) {
    String wanted = "socket:[" + inode + "]";
    return ProcessHandle.allProcesses()
        .filter(p -> owns(p, wanted))
        .findFirst()
        .map(PortHolders::name);
  }

  private static boolean owns(ProcessHandle process, String socket) {
    try (Stream<Path> fds = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return fds.anyMatch(fd -> socket.equals(target(fd)));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false; // gone, or another user's
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String name(ProcessHandle process) {
    String name;
    try {
      name = Files.readString(Path.of("/proc/" + process.pid() + "/comm")).trim();
    } catch (IOException e) {
      name = "a process";
    }
    return name + " (process " + process.pid() + ")";
  }
}
