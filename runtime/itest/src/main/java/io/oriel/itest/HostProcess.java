package io.oriel.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The real host in a Java process of its own, on loopback, started as `./oriel run` starts it.
public final class HostProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(25);
  private static final String UP = "Oriel is up";

  private final Process process;
  private final Path data;
  private final Path output;
  private final int port;
  private final long readyMillis;

  private HostProcess(Process process, Path data, Path output, int port, long readyMillis) {
    this.process = process;
    this.data = data;
    this.output = output;
    this.port = port;
    this.readyMillis = readyMillis;
  }

  /// The distribution that the build assembled, or where the property `oriel.distribution` points.
  public static Path distribution() {
    return Path.of(System.getProperty("oriel.distribution", "../app/target/oriel"))
        .toAbsolutePath()
        .normalize();
  }

  /// Whether there is a distribution to start.
  public static boolean built() {
    return Files.isDirectory(distribution().resolve("system"));
  }

  /// Starts a host and returns when it says that it is up.
  ///
  /// @param data its data folder; what it holds is kept, so a second start on it is a warm one
  /// @param settings files to put into `etc/` first, name and content
  public static HostProcess start(Path data, Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(data, settings, Map.of());
  }

  /// The same with variables of its environment that differ from this process's.
  public static HostProcess start(
      Path data, Map<String, String> settings, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(data, settings, freeBasePort(), environment);
  }

  /// The same on a given base port.
  public static HostProcess start(
      Path data, Map<String, String> settings, int port, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path etc = Files.createDirectories(data.resolve("etc"));
    for (Map.Entry<String, String> file : settings.entrySet()) {
      Files.writeString(etc.resolve(file.getKey()), file.getValue());
    }
    Path output = data.resolve("output.txt");
    long begun = System.nanoTime();
    var builder = new ProcessBuilder(command(data, port)).redirectErrorStream(true);
    builder.environment().put("MALLOC_ARENA_MAX", "4"); // as ./oriel does
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      boolean up =
          Await.until(START, () -> !process.isAlive() || Files.readString(output).contains(UP));
      if (!up || !process.isAlive()) {
        process.destroyForcibly();
        throw new IOException("the host does not start:\n" + Files.readString(output));
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    return new HostProcess(process, data, output, port, millis);
  }

  private static List<String> command(Path data, int port) {
    Path lib = distribution().resolve("lib");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms32m",
            "-Xmx128m",
            "-XX:SoftMaxHeapSize=64m",
            "-XX:+UseCompactObjectHeaders",
            // User-Mode Linux has too few addresses for ZGC
            System.getenv("ORIEL_VM") == null ? "-XX:+UseZGC" : "-XX:+UseSerialGC",
            "-XX:+DisableExplicitGC",
            "-XX:MaxDirectMemorySize=512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector"));
    command.addAll(List.of("-cp", lib + "/*", "io.oriel.launcher.Main"));
    command.addAll(List.of("--distribution", distribution().toString()));
    command.addAll(List.of("--data", data.toString(), "--listen", "127.0.0.1", "--gpl"));
    command.addAll(List.of("--port", "" + port, "--admin-port", "" + (port + 1)));
    return command;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public Path data() {
    return data;
  }

  /// The HTTP port; all others are counted from it.
  public int port() {
    return port;
  }

  /// From the start of the process until it said that it is up.
  public long readyMillis() {
    return readyMillis;
  }

  /// Everything it printed.
  public String output() throws IOException {
    return Files.readString(output);
  }

  /// What it logged.
  public String log() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.list(data.resolve("logs"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  /// Descriptors it has open now.
  public int descriptors() throws IOException {
    return entries("fd");
  }

  /// Its resident memory now, in MiB.
  public int residentMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Integer.parseInt(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("the host is gone");
  }

  /// Threads it has now.
  public int threads() throws IOException {
    return entries("task");
  }

  /// Names of its threads whose name begins so, as the kernel shows them.
  public List<String> threads(String prefix) throws IOException {
    var names = new ArrayList<String>();
    try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          if (name.startsWith(prefix)) {
            names.add(name);
          }
        } catch (IOException _) {
          // It ended meanwhile.
        }
      }
    }
    return names;
  }

  private int entries(String what) throws IOException {
    try (var all = Files.list(Path.of("/proc/" + process.pid() + "/" + what))) {
      return (int) all.count();
    }
  }

  /// Stops it as Ctrl-C does.
  ///
  /// @throws IllegalStateException it had to be killed
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the host did not stop within " + STOP);
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  // A base whose TCP neighbours are free as well; what is UDP nobody else uses on loopback. Below
  // the ports that the kernel gives to connections (net.ipv4.ip_local_port_range, from 32 768 on):
  // one of those could take a port between this look and the host's.
  private static int freeBasePort() throws IOException {
    for (int tries = 0; tries < 200; tries++) {
      int base = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      if (IntStream.of(base - 5, base, base + 1, base + 2, base + 3, base + 21)
          .allMatch(HostProcess::free)) {
        return base;
      }
    }
    throw new IOException("no free ports on loopback");
  }

  private static boolean free(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
