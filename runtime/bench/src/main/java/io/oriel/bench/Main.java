package io.oriel.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The benchmarks' command line: `./oriel bench`.
@Command(
    name = "oriel bench",
    description = "Measures; the names of benchmarks, cases and metrics are stable.",
    mixinStandardHelpOptions = true,
    subcommands = FirstLight.class)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
