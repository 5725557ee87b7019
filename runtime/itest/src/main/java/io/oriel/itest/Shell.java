package io.oriel.itest;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The host's shell over its socket, as `./oriel pair` and `./oriel shell COMMAND` use it: one
/// command on one connection, the answer until the host closes.
public final class Shell {
  private final Path socket;

  public Shell(Path data) {
    socket = data.resolve("run").resolve("shell.sock");
  }

  /// Runs one command, blocking, and returns what it prints.
  public String run(String command) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.shutdownOutput();
      byte[] answer = Channels.newInputStream(channel).readAllBytes();
      return new String(answer, StandardCharsets.UTF_8);
    }
  }
}
