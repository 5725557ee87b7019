package io.oriel.vdisplay.portal.testing;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.testkit.PrivateBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The real xdg-desktop-portal on a bus and a PipeWire of its own, before a desktop that a test
/// plays.
///
/// The system property `oriel.portal.command` names another portal to test with, in words with
/// spaces between.
public final class RealPortal implements AutoCloseable {
  private static final Path STORE = Path.of("/usr/libexec/xdg-permission-store");
  private static final String COMMAND =
      System.getProperty("oriel.portal.command", "/usr/libexec/xdg-desktop-portal");

  private static final String PORTAL = "org.freedesktop.portal.Desktop";

  private final PrivateBus bus;
  private final PrivatePipeWire pipeWire;
  private final VideoProducer monitor;
  private final DesktopBackend desktop;
  private final Path home;
  private Process store;
  private Process portal;

  /// Whether this machine has what it takes.
  public static boolean possible() {
    return PrivateBus.possible()
        && PrivatePipeWire.installed()
        && Files.isExecutable(STORE)
        && Files.isExecutable(Path.of(COMMAND.split(" ")[0]));
  }

  /// @param home for files, removed by the caller
  /// @param input whether the desktop has a RemoteDesktop portal
  public RealPortal(Path home, boolean input, int width, int height) throws Exception {
    this.home = home;
    bus = PrivateBus.start();
    pipeWire = PrivatePipeWire.start();
    monitor = VideoProducer.start(pipeWire.socket(), VideoOffer.fixed(width, height));
    desktop = new DesktopBackend(bus.address(), monitor.nodeId(), width, height);
    var portals = Files.createDirectory(home.resolve("portals"));
    Files.writeString(
        portals.resolve("orieltest.portal"),
        """
        [portal]
        DBusName=%s
        Interfaces=%s;
        UseIn=orieltest
        """
            .formatted(DesktopBackend.NAME, String.join(";", DesktopBackend.interfaces(input))));
    Files.writeString(
        portals.resolve("orieltest-portals.conf"), "[preferred]\ndefault=orieltest\n");
    store = launch("store", List.of(STORE.toString()));
    await("org.freedesktop.impl.portal.PermissionStore");
    portal = launch("portal", List.of(COMMAND.split(" ")));
    await(PORTAL);
  }

  private Process launch(String name, List<String> command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    var environment = builder.environment();
    environment.put("DBUS_SESSION_BUS_ADDRESS", bus.address());
    environment.put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
    environment.put("XDG_RUNTIME_DIR", pipeWire.directory().toString());
    environment.put("XDG_CURRENT_DESKTOP", "orieltest");
    environment.put("XDG_DESKTOP_PORTAL_DIR", home.resolve("portals").toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("HOME", home.toString());
    return builder.start();
  }

  private void await(String name) throws BusException, InterruptedException, TimeoutException {
    try (var client = Bus.session(bus.address())) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (client.owner(name).isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException(name + " did not appear; its log is in " + home);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /// Where the session bus is.
  public String address() {
    return bus.address();
  }

  /// What is shared.
  public VideoProducer monitor() {
    return monitor;
  }

  /// Who shares it.
  public DesktopBackend desktop() {
    return desktop;
  }

  /// The portal crashes.
  public void crash() {
    portal.destroyForcibly().onExit().join();
  }

  /// The user takes all permissions back in the settings.
  public void revoke() throws IOException {
    store.destroyForcibly().onExit().join();
    try (var files = Files.walk(home.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    store = launch("store", List.of(STORE.toString()));
  }

  @Override
  public void close() throws IOException {
    crash();
    store.destroyForcibly().onExit().join();
    desktop.close();
    monitor.close();
    pipeWire.close();
    bus.close();
  }
}
