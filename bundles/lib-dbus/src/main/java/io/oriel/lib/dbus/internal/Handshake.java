package io.oriel.lib.dbus.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// The client's side of the authentication (D-Bus specification, "Authentication Protocol").
final class Handshake {
  // The specification sets no limit; the longest line of a bus is a list of mechanisms.
  private static final int MOST_LINE = 4096;

  private final BusSocket socket;
  private final long deadline;

  Handshake(BusSocket socket, long deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /// Says who we are, which the bus checks with the kernel, and asks for descriptor passing.
  void run() throws IOException {
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    String hex = HexFormat.of().formatHex(uid.toString().getBytes(StandardCharsets.US_ASCII));
    String answer = ask("\0AUTH EXTERNAL " + hex);
    if (!answer.startsWith("OK")) {
      throw new IOException("the bus does not let user " + uid + " in: " + answer);
    }
    answer = ask("NEGOTIATE_UNIX_FD");
    if (!answer.startsWith("AGREE_UNIX_FD")) {
      throw new IOException("the bus passes no descriptors: " + answer);
    }
    write("BEGIN");
  }

  private String ask(String line) throws IOException {
    write(line);
    var answer = new byte[MOST_LINE];
    for (int at = 0; at < MOST_LINE; at++) {
      socket.read(answer, at, 1, deadline);
      if (answer[at] == '\n') {
        return new String(answer, 0, at, StandardCharsets.US_ASCII).strip();
      }
    }
    throw new IOException("the bus does not speak D-Bus");
  }

  private void write(String line) throws IOException {
    byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    socket.write(new byte[][] {bytes}, List.of(), deadline);
  }
}
