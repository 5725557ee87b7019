package io.oriel.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A `dbus-daemon` that belongs to one test.
public final class PrivateBus implements AutoCloseable {
  private final Path folder;
  private final Process daemon;
  private final String address;

  private PrivateBus(Path folder, Process daemon, String address) {
    this.folder = folder;
    this.daemon = daemon;
    this.address = address;
  }

  /// Whether this machine has the program.
  public static boolean possible() {
    return Files.isExecutable(Path.of("/usr/bin/dbus-daemon"));
  }

  /// Starts a bus that lets this user in, activates nothing, and passes descriptors.
  public static PrivateBus start() throws IOException {
    var folder = Files.createTempDirectory("oriel-bus");
    var config = folder.resolve("bus.conf");
    Files.writeString(
        config,
        """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
        <policy context="default"><allow send_destination="*" eavesdrop="true"/>
        <allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
        """
            .formatted(folder.resolve("bus")));
    var daemon =
        new ProcessBuilder(
                "/usr/bin/dbus-daemon", "--config-file=" + config, "--nofork", "--print-address")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out = new BufferedReader(daemon.inputReader());
    String address = out.readLine();
    if (address == null) {
      throw new IOException("dbus-daemon did not start");
    }
    return new PrivateBus(folder, daemon, address);
  }

  public String address() {
    return address;
  }

  /// Kills the bus, as a crash would.
  public void kill() {
    daemon.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    kill();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
