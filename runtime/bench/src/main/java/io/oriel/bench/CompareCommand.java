package io.oriel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./oriel bench compare BEFORE AFTER`.
@Command(
    name = "compare",
    description = "Compares two files of results; exit code 3: something got worse.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  static final int REGRESSED = 3;

  @Parameters(paramLabel = "BEFORE", description = "File written with --json.")
  private Path before;

  @Parameters(paramLabel = "AFTER", description = "Another one.")
  private Path after;

  @Option(
      names = "--margin",
      paramLabel = "PERCENT",
      defaultValue = "10",
      description =
          "By how much figures differ without anything having changed; wider where the figure's"
              + " own measurements spread more (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Override
  public Integer call() {
    if (!(margin >= 0)) {
      System.err.println("oriel bench compare: --margin " + margin + " is no percentage");
      return Main.USAGE;
    }
    Comparison comparison;
    try {
      comparison = new Comparison(ResultFile.read(before), ResultFile.read(after), margin / 100);
    } catch (IOException e) {
      System.err.println("oriel bench compare: " + e.getMessage());
      return Main.USAGE;
    }
    comparison.print(System.out);
    return comparison.regressed() ? REGRESSED : 0;
  }
}
