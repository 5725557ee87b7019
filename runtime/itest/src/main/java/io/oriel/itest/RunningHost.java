package io.oriel.itest;

import io.oriel.client.gamestream.ClientFolder;
import io.oriel.client.gamestream.GameStreamHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A host with a folder of its own below the temporary one, and clients that are paired with it.
public final class RunningHost implements AutoCloseable {
  /// No announcement on the network, displays that end with their session, and none in the desktop
  /// of whoever runs the tests.
  public static final Map<String, String> QUIET =
      Map.of(
          "io.oriel.transport.gamestream.config", "announce=B\"false\"\n",
          "io.oriel.vdisplay.wlroots.config", "desktop=\"own\"\n",
          "io.oriel.vdisplay.mutter.config", "desktop=\"own\"\n",
          "io.oriel.host.display.config", "keep.alive.seconds=L\"0\"\n");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// On one busy processor, as in the machine for tests of kernel devices, half a dozen encoders
  /// take their time.
  private static final Duration VERIFIED = Duration.ofMinutes(2);

  private HostProcess process;
  private final Shell shell;
  private final Path folder;
  private final Map<String, String> environment;
  private int clients;

  private RunningHost(HostProcess process, Path folder, Map<String, String> environment) {
    this.process = process;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.shell = new Shell(process.data());
  }

  public static RunningHost start(Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(settings, Map.of());
  }

  /// The same among other variables, such as those of a desktop to find.
  public static RunningHost start(Map<String, String> settings, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("oriel-it");
    // Desktops run as another user where the tests run as root, and have to get in.
    folder.toFile().setExecutable(true, false);
    var process = HostProcess.start(folder.resolve("data"), settings, environment);
    var host = new RunningHost(process, folder, environment);
    host.awaitBackends();
    return host;
  }

  /// Encoders are offered once each has encoded something, a moment after the start.
  private void awaitBackends() throws IOException, InterruptedException {
    try {
      if (!Await.until(
          VERIFIED, () -> !shell.run("oriel:backends").contains("still being verified"))) {
        throw new IOException("encoders are still being verified: " + shell.run("oriel:backends"));
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /// Stops the host and starts it again on the same folder and ports. Not while others use it.
  public void restart() throws IOException, InterruptedException {
    int port = process.port();
    process.close();
    process = HostProcess.start(process.data(), Map.of(), port, environment);
    awaitBackends();
  }

  public HostProcess process() {
    return process;
  }

  public Shell shell() {
    return shell;
  }

  /// A client with a fresh certificate, not paired.
  public GameStreamHost stranger() throws IOException {
    return stranger("127.0.0.1");
  }

  private GameStreamHost stranger(String address) throws IOException {
    clients++;
    ClientFolder kept = ClientFolder.open(folder.resolve("client-" + clients));
    return new GameStreamHost(kept, address, process.port());
  }

  /// A client that knows the host's certificate from another client, but was never paired.
  public GameStreamHost knowingStranger(GameStreamHost paired) throws IOException {
    clients++;
    ClientFolder kept = ClientFolder.open(folder.resolve("client-" + clients));
    kept.pin("127.0.0.1", process.port(), paired.certificate().orElseThrow());
    return new GameStreamHost(kept, "127.0.0.1", process.port());
  }

  /// Folder of the client that was made last, for a client in a process of its own.
  public Path newestClient() {
    return folder.resolve("client-" + clients);
  }

  /// A paired client, by the whole protocol, with its PIN entered on the shell.
  public GameStreamHost paired() throws Exception {
    return paired("127.0.0.1");
  }

  /// The same for a client that finds the host at another address, where something passes its ports
  /// on.
  public GameStreamHost paired(String address) throws Exception {
    GameStreamHost client = stranger(address);
    String pin = "%04d".formatted(1000 + clients);
    CompletableFuture<Void> pairing = startPairing(client, pin);
    if (awaitRequest(pairing)) {
      shell.run("oriel:pair " + pin);
    }
    await(pairing);
    return client;
  }

  /// Begins a pairing, which then waits for its PIN.
  public CompletableFuture<Void> startPairing(GameStreamHost client, String pin) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            client.pair(pin);
          } catch (IOException e) {
            throw new java.util.concurrent.CompletionException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /// Enters a PIN as soon as a request waits for one.
  public void enterPin(String pin) throws Exception {
    if (!awaitRequest(new CompletableFuture<>())) {
      throw new IOException("no pairing request arrived");
    }
    shell.run("oriel:pair " + pin);
  }

  /// @return whether a request waits; `false` at once when the pairing is over, because it was
  ///     refused
  private boolean awaitRequest(CompletableFuture<Void> pairing) throws Exception {
    return Await.until(
            PATIENCE, () -> pairing.isDone() || !shell.run("oriel:pairing").startsWith("nobody"))
        && !pairing.isDone();
  }

  /// Waits for a pairing's end.
  public static void await(CompletableFuture<Void> pairing)
      throws IOException, InterruptedException, TimeoutException {
    try {
      pairing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /// The desktops that exist now, oldest first.
  public List<Desktop> desktops() throws IOException {
    var all = new ArrayList<>(Desktop.of(process.process()));
    all.sort(Comparator.comparingLong(Desktop::pid));
    return all;
  }

  /// Waits until there are as many desktops as wanted.
  public List<Desktop> desktops(int count) throws Exception {
    if (!Await.until(PATIENCE, () -> desktops().size() == count)) {
      throw new IOException("not " + count + " desktops but " + desktops());
    }
    return desktops();
  }

  @Override
  public void close() throws IOException {
    try {
      process.close();
    } finally {
      keepOutput();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /// What the host printed outlives it beside the build's other results, to explain a failure.
  private void keepOutput() throws IOException {
    Path target = Path.of("target");
    if (Files.isDirectory(target)) {
      Path kept = Files.createDirectories(target.resolve("hosts"));
      Files.writeString(kept.resolve(folder.getFileName() + ".log"), process.output());
    }
  }
}
