package io.oriel.console.shell.internal;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/// One shell.
///
/// What is spoken, in UTF-8 lines: the client's first line is `exec`, or `interactive` for prompts;
/// then come commands, one a line, until it closes its side. The host's last line is `#status 0`,
/// or `#status 1` when a command failed.
final class ShellConnection {
  private static final String PROMPT = "oriel> ";
  private static final int LONGEST_LINE = 64 * 1024;

  private final CommandProcessor processor;
  private final SocketChannel client;

  ShellConnection(CommandProcessor processor, SocketChannel client) {
    this.processor = processor;
    this.client = client;
  }

  void run() throws IOException {
    var in =
        new ShellLines(
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8)),
            LONGEST_LINE);
    var out = new PrintStream(Channels.newOutputStream(client), true, StandardCharsets.UTF_8);
    boolean prompts = "interactive".equals(in.next());
    boolean failed = false;
    try (var session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
      session.put("SCOPE", "oriel:gogo:felix:*");
      if (prompts) {
        out.print("Oriel's shell: help lists the commands, exit leaves.\n" + PROMPT);
        out.flush();
      }
      for (String line = in.next(); line != null; line = in.next()) {
        if (line.strip().equals("exit")) {
          break;
        }
        if (in.tooLong()) {
          out.println("a command is longer than " + LONGEST_LINE + " characters");
          failed = true;
        } else {
          failed |= !execute(session, line, out);
        }
        if (prompts) {
          out.print(PROMPT);
          out.flush();
        }
      }
    }
    out.print("#status " + (failed ? 1 : 0) + "\n");
    out.flush();
  }

  private static boolean execute(CommandSession session, String line, PrintStream out) {
    if (line.isBlank()) {
      return true;
    }
    try {
      var result = session.execute(line);
      if (result != null) {
        out.println(session.format(result, Converter.INSPECT));
      }
      return true;
    } catch (Exception e) {
      String said = e.getMessage() == null ? e.toString() : e.getMessage();
      out.println(Usage.of(e, session).orElse(said));
      return false;
    }
  }
}
