package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.nat.Poller;
import io.oriel.media.nat.UnixSocket;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.vdisplay.kwin.internal.nat.Handover;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A connection that a process of [Handover] made; the process lives until this is closed, the
/// connection is the receiver's.
record HandedOver(WaylandConnection connection, Process process, Path door)
    implements AutoCloseable {
  /// Options for every JVM; a JVM also says that it took them.
  private static final Set<String> OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /// Starts the process and fetches the connection.
  ///
  /// @param java command of a JVM
  /// @param classes folder with the class
  /// @param socket KWin's
  /// @param folder where the process may make a socket, which this process can reach
  static HandedOver by(
      List<String> java, Path classes, String socket, Path folder, long deadlineNanos)
      throws IOException, InterruptedException {
    String name = "door-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Path door = folder.resolve(name);
    var command = new ArrayList<>(java);
    command.addAll(
        List.of(
            "-Xmx16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes.toString(),
            Handover.class.getName(),
            socket,
            door.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(OPTIONS);
    Process process = builder.start();
    try {
      String said = ready(process, deadlineNanos);
      if (!Handover.READY.equals(said)) {
        throw new IOException(java.getLast() + " said: " + said);
      }
      return new HandedOver(fetch(door, deadlineNanos), process, door);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      Files.deleteIfExists(door);
      throw e;
    }
  }

  /// Waits until it is ready. A JVM may have warnings to say before.
  ///
  /// @return what it said last
  private static String ready(Process process, long deadlineNanos)
      throws IOException, InterruptedException {
    var line = new FutureTask<>(() -> ready(process.inputReader(StandardCharsets.UTF_8)));
    Thread.ofVirtual().name("oriel-kwin-launcher").start(line);
    try {
      return line.get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("it was not ready in time; set a longer open.timeout.ms", e);
    }
  }

  private static String ready(BufferedReader output) throws IOException {
    String last = "nothing";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      last = line;
      if (line.equals(Handover.READY)) {
        break;
      }
    }
    return last;
  }

  private static WaylandConnection fetch(Path door, long deadlineNanos) throws IOException {
    try (var host = UnixSocket.connect(door.toString());
        var memory = Arena.ofConfined()) {
      var one = memory.allocate(1);
      var poller = new Poller(host.fd());
      poller.want(0, Poller.IN);
      poller.poll(Math.max(1, deadlineNanos - System.nanoTime()));
      host.receive(one, 0, 1);
      int kwin = host.takeFd();
      if (kwin < 0) {
        throw new IOException("it handed no connection over");
      }
      return new WaylandConnection(UnixSocket.adopt(kwin));
    }
  }

  /// Ends the process; the connection stays.
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(door);
  }
}
