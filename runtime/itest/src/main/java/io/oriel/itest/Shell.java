package io.oriel.itest;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The host's shell over its socket, as `./oriel pair` uses it: the line `exec`, one command, and
/// the answer up to the line `#status`.
public final class Shell {
  private static final String STATUS = "#status ";

  private final Path socket;

  public Shell(Path data) {
    socket = data.resolve("run").resolve("shell.sock");
  }

  /// Runs one command, blocking, and returns what it prints.
  ///
  /// @throws IOException no host listens, or the command failed; the message is its output
  public String run(String command) throws IOException {
    String answer;
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      byte[] lines = ("exec\n" + command + "\n").getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(lines));
      channel.shutdownOutput();
      byte[] bytes = Channels.newInputStream(channel).readAllBytes();
      answer = new String(bytes, StandardCharsets.UTF_8);
    }
    int status = answer.lastIndexOf(STATUS);
    if (status < 0 || answer.charAt(status + STATUS.length()) != '0') {
      throw new IOException(command + ": " + answer);
    }
    return answer.substring(0, status).strip();
  }
}
