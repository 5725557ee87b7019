package io.oriel.pattern;

import io.oriel.testkit.clock.ClockResponder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The clock's responder as a program: `./oriel clock`, for a host whose pattern runs without one.
///
/// Exit status 1: the port is taken; 2: wrong usage.
@Command(
    name = "oriel clock",
    description = {
      "Tells this machine's monotonic clock to whoever asks over UDP, until stopped.",
      "A measuring client on another machine needs it: ./oriel client stream --probe --clock."
    },
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
public final class ClockMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "[ADDRESS:]PORT",
      arity = "0..1",
      defaultValue = "47995",
      description =
          "Where to answer; on loopback unless an address is given, 0.0.0.0 for all"
              + " (default: ${DEFAULT-VALUE}).")
  private String at;

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return new CommandLine(new ClockMain()).setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var responder = ClockResponder.start(ClockAddress.of(at))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("clock on UDP " + responder.address());
      out.flush();
      responder.await();
    }
    return 0;
  }
}
