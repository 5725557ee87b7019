package io.oriel.bench;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.oriel.bench.peer.AbsentException;
import io.oriel.bench.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The benchmarks' command line: `./oriel bench`.
@Command(
    name = "oriel bench",
    description = "Measures; the names of benchmarks, cases and metrics are stable.",
    footer =
        "Exit codes: 0 measured, 1 a benchmark failed, 2 usage, 3 compare: something got worse.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true,
    subcommands = CompareCommand.class)
public final class Main implements Callable<Integer> {
  static final int FAILED = 1;
  static final int USAGE = 2;

  @Parameters(
      paramLabel = "NAME[:CASE]",
      arity = "0..*",
      description = "What to measure; nothing: everything.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Say which benchmarks and cases there are.")
  private boolean list;

  @Option(names = "--json", paramLabel = "FILE", description = "File for the results.")
  private Path json;

  @Option(names = "--long", description = "Let cases run longer than two minutes.")
  private boolean lengthy;

  @Option(
      names = "--peers",
      description = "Measure well-known native code with the same work in the same run.")
  private boolean peers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Measure each case for so long, to try something quickly.")
  private Double seconds;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      Suite.ORIEL.list(System.out);
      return 0;
    }
    if (seconds != null && !(seconds > 0)) {
      System.err.println("oriel bench: --seconds " + seconds + " is no duration");
      return USAGE;
    }
    if (json != null && !writable(json)) {
      return USAGE;
    }
    Map<Benchmark, List<String>> chosen;
    try {
      chosen = Suite.ORIEL.choose(names);
    } catch (Suite.UnknownException e) {
      System.err.println("oriel bench: " + e.getMessage());
      return USAGE;
    }
    try (Peers beside = peers ? Peers.open() : Peers.NONE) {
      return measure(
          chosen,
          new Run(new Run.Wish(seconds == null ? 0 : seconds, lengthy, beside), System.err));
    }
  }

  /// Finds out before hours of measuring.
  private static boolean writable(Path file) {
    try {
      Files.newOutputStream(file, CREATE, APPEND).close();
      return true;
    } catch (IOException e) {
      System.err.println("oriel bench: --json " + file + " cannot be written: " + e);
      return false;
    }
  }

  private int measure(Map<Benchmark, List<String>> chosen, Run run) throws IOException {
    var machine = Machine.describe();
    boolean failed = false;
    for (var entry : chosen.entrySet()) {
      Benchmark benchmark = entry.getKey();
      String cases = String.join(", ", entry.getValue());
      run.progress(benchmark.name() + ": " + cases);
      try {
        benchmark.run(entry.getValue(), run);
      } catch (AbsentException e) {
        run.absent(benchmark.name(), cases, e.getMessage());
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      } catch (Exception e) { // the others shall be measured all the same
        failed = true;
        run.absent(benchmark.name(), cases, "failed: " + e);
        e.printStackTrace();
      }
      if (json != null) {
        new ResultFile(machine, run.results(), run.absent()).write(json);
      }
    }
    System.out.println(machine);
    Report.table(System.out, run.results());
    Report.absent(System.out, run.absent());
    return failed ? FAILED : 0;
  }
}
