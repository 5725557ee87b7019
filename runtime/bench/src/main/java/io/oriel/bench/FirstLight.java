package io.oriel.bench;

import com.google.gson.JsonObject;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.itest.HostProcess;
import io.oriel.itest.RunningHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole chain on this box: a real host, real headless sway, a window at full damage, the
/// reference client. CPU, memory and allocation are those of the host's Java process alone.
@Command(
    name = FirstLight.NAME,
    description = "A stream of 720p and 1080p at 60 Hz, and the start of the host.",
    mixinStandardHelpOptions = true)
final class FirstLight implements Callable<Integer> {
  static final String NAME = "first-light";

  @Option(names = "--json", description = "File for the results.")
  private Path json;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "How long each stream is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description =
          "Seconds of a session of its own before them, in which the JVM compiles"
              + " (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--starts",
      defaultValue = "10",
      description = "Starts of the host whose median counts (default: ${DEFAULT-VALUE}).")
  private int starts;

  @Override
  public Integer call() throws Exception {
    if (!HostProcess.built()) {
      System.err.println(
          "oriel bench: no distribution in " + HostProcess.distribution() + "; build it first");
      return 2;
    }
    var results = new ArrayList<Result>();
    try (RunningHost host = RunningHost.start(RunningHost.QUIET)) {
      GameStreamHost client = host.paired();
      if (warmUp > 0) {
        StreamScene.FULL_HD.measure(host, client, warmUp);
      }
      for (StreamScene scene : List.of(StreamScene.HD, StreamScene.FULL_HD)) {
        results.addAll(scene.measure(host, client, seconds));
      }
      if (starts > 0) {
        results.addAll(new StartScene().measure(host, client, starts));
      }
    }
    JsonObject machine = Machine.describe();
    if (json != null) {
      Report.write(json, machine, results);
    }
    System.out.println(machine);
    Report.table(System.out, results);
    return 0;
  }
}
