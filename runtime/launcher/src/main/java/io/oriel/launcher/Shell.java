package io.oriel.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The client of the running host's shell: `./oriel shell`, and all commands that ask a running
/// host.
///
/// Speaks what the bundle console-shell says in its `ShellConnection`. Exit codes: 0 done, 1 the
/// command failed, 6 no host runs on this data folder.
public final class Shell {
  private static final int NO_HOST = 6;
  private static final String STATUS = "#status ";

  private Shell() {}

  /// @param args the data folder, then the words of one command; without any: interactive
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println("oriel: the data folder is missing");
      System.exit(ExitCode.USAGE.status());
    }
    Path socket = Path.of(args[0]).resolve("run/shell.sock");
    String command = String.join(" ", Arrays.copyOfRange(args, 1, args.length));
    if (!Files.exists(socket)) {
      System.exit(noHost(socket));
    }
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      System.exit(command.isEmpty() ? interactive(channel) : execute(channel, command));
    } catch (IOException e) {
      System.exit(noHost(socket));
    }
  }

  private static int noHost(Path socket) {
    System.err.println(
        "oriel: no host answers at "
            + socket
            + "; start one with ./oriel run, or name its data"
            + " folder with --data");
    return NO_HOST;
  }

  private static int execute(SocketChannel channel, String command) throws IOException {
    send(channel, "exec\n" + command + "\n");
    channel.shutdownOutput();
    var in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    int status = ExitCode.FAILED.status();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(STATUS)) {
        status = Integer.parseInt(line.substring(STATUS.length()).strip());
      } else {
        System.out.println(line);
      }
    }
    System.out.flush();
    return status;
  }

  private static int interactive(SocketChannel channel) throws IOException {
    send(channel, "interactive\n");
    var answers = Thread.ofPlatform().start(() -> copy(Channels.newInputStream(channel)));
    var keys = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = keys.readLine(); line != null; line = keys.readLine()) {
      send(channel, line + "\n");
      if (line.strip().equals("exit")) {
        break;
      }
    }
    channel.shutdownOutput();
    try {
      answers.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static void copy(InputStream answers) {
    var buffer = new byte[4096];
    try {
      for (int n = answers.read(buffer); n >= 0; n = answers.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.UTF_8);
        int end = text.indexOf(STATUS);
        System.out.print(end >= 0 ? text.substring(0, end) : text);
        System.out.flush();
      }
    } catch (IOException _) {
      System.out.println("the host has gone");
    }
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
