package io.oriel.client.gamestream.cli;

import io.oriel.client.gamestream.GameStreamException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// The reference client on the command line: `./oriel client`.
///
/// Exit status 0: done; 1: the host refused or the stream broke; 2: wrong usage.
@Command(
    name = "oriel client",
    description = "A GameStream client that behaves as a stock Moonlight does.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true,
    subcommands = {
      InfoCommand.class,
      PairCommand.class,
      UnpairCommand.class,
      ListCommand.class,
      StreamCommand.class,
      QuitCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  /// The command line with its error handling: a failure is one line, not a stack trace.
  static CommandLine line() {
    var line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(Main::failed);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(new CommandLine.RunLast());
    return line;
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    if (!(e instanceof IOException) && !(e instanceof IllegalArgumentException)) {
      throw e;
    }
    PrintWriter err = command.getErr();
    String code = e instanceof GameStreamException g ? " (" + g.code() + ")" : "";
    err.println("oriel client: " + e.getMessage() + code);
    err.flush();
    return e instanceof IllegalArgumentException ? 2 : 1;
  }
}
