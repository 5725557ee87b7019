package io.oriel.itest;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.client.gamestream.probe.ProbeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The measuring client as a program of its own: `./oriel client stream --probe`.
public final class ProbeProcess implements AutoCloseable {
  private static final int SPARE_SECONDS = 30;

  private final Process process;
  private final Path json;
  private final Path output;
  private final double seconds;

  private ProbeProcess(Process process, Path json, Path output, double seconds) {
    this.process = process;
    this.json = json;
    this.output = output;
    this.seconds = seconds;
  }

  /// Starts it; it launches the desktop, and ends by itself.
  ///
  /// @param host has at least one paired client; the last one's folder is used
  /// @param seconds how long it streams
  /// @param options more of `./oriel client stream`
  public static ProbeProcess start(RunningHost host, String mode, double seconds, String... options)
      throws IOException {
    Path json = Files.createTempFile("oriel-probe", ".json");
    Path output = Files.createTempFile("oriel-probe", ".txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+UseZGC", "-XX:MaxDirectMemorySize=256m"));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.oriel.client.gamestream.cli.Main", "stream", "--probe", "--quit"));
    command.addAll(List.of("--port", "" + host.process().port()));
    command.addAll(List.of("--folder", host.newestClient().toString()));
    command.addAll(List.of("--mode", mode, "--seconds", "" + seconds, "--json", json.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ProbeProcess(process, json, output, seconds);
  }

  /// Waits for its end.
  ///
  /// @throws IOException it failed, with what it printed
  public ProbeReport await() throws IOException, InterruptedException {
    if (!process.waitFor((long) seconds + SPARE_SECONDS, TimeUnit.SECONDS)
        || process.exitValue() != 0) {
      throw new IOException("the measuring client failed:\n" + printed());
    }
    JsonObject all = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    return new Gson().fromJson(all.get("probe"), ProbeReport.class);
  }

  /// Stops it where it is, as a machine does that sleeps, or lets it go on.
  public void freeze(boolean frozen) throws IOException, InterruptedException {
    String signal = frozen ? "-STOP" : "-CONT";
    int status = new ProcessBuilder("kill", signal, "" + process.pid()).start().waitFor();
    if (status != 0) {
      throw new IOException("kill " + signal + " failed with " + status);
    }
  }

  /// What it printed so far.
  public String printed() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(json);
    Files.deleteIfExists(output);
  }
}
