package io.oriel.input.libei.internal;

import io.oriel.api.display.FdSupplier;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Assumptions;

/// A real desktop with a libei server, headless, on a bus and in a folder of its own.
final class EisDesktop implements AutoCloseable {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  private static final Duration START = Duration.ofSeconds(60);
  private static final String SOCKET = "wayland-oriel";

  /// Of Mutter 45 and newer.
  @DBusInterfaceName("org.gnome.Mutter.RemoteDesktop")
  interface RemoteDesktop {
    DBusPath CreateSession() throws BusException;
  }

  @DBusInterfaceName("org.gnome.Mutter.RemoteDesktop.Session")
  interface RemoteDesktopSession {
    void Start() throws BusException;

    FileDescriptor ConnectToEIS(Map<String, Variant<?>> options) throws BusException;
  }

  /// Of KWin 6.1 and newer.
  @DBusInterfaceName("org.kde.KWin.EIS.RemoteDesktop")
  interface KwinEis {
    Connected connectToEIS(int capabilities) throws BusException;
  }

  record Connected(FileDescriptor fd, int cookie) {}

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Bus bus;
  private FdSupplier connect;

  private EisDesktop(Path folder) {
    this.folder = folder;
  }

  /// Mutter with one monitor.
  static EisDesktop mutter(Path folder) throws Exception {
    needVersion("mutter", 45);
    var desktop = new EisDesktop(folder);
    try {
      desktop.compositor(
          Map.of(),
          "mutter",
          "--wayland",
          "--headless",
          "--no-x11",
          "--wayland-display",
          SOCKET,
          "--virtual-monitor",
          WIDTH + "x" + HEIGHT + "@60");
      desktop.awaitName("org.gnome.Mutter.RemoteDesktop");
      desktop.connectMutter();
      return desktop;
    } catch (Exception e) {
      desktop.close();
      throw e;
    }
  }

  private void connectMutter() throws Exception {
    String name = "org.gnome.Mutter.RemoteDesktop";
    var remote = bus.object(name, "/org/gnome/Mutter/RemoteDesktop", RemoteDesktop.class);
    String path = remote.CreateSession().getPath();
    var session = bus.object(name, path, RemoteDesktopSession.class);
    session.Start();
    connect = fd(() -> session.ConnectToEIS(Map.of()));
  }

  /// KWin with one output, drawn by the processor.
  static EisDesktop kwin(Path folder) throws Exception {
    needVersion("kwin_wayland", 6);
    var desktop = new EisDesktop(folder);
    try {
      desktop.compositor(
          Map.of(
              "KWIN_WAYLAND_NO_PERMISSION_CHECKS",
              "1",
              "KWIN_COMPOSE",
              "Q",
              "KWIN_XKB_DEFAULT_KEYMAP",
              "1"),
          "kwin_wayland",
          "--virtual",
          "--width",
          "" + WIDTH,
          "--height",
          "" + HEIGHT,
          "--no-lockscreen",
          "--no-global-shortcuts",
          "--socket",
          SOCKET);
      desktop.awaitName("org.kde.KWin");
      var eis =
          desktop.bus.object("org.kde.KWin", "/org/kde/KWin/EIS/RemoteDesktop", KwinEis.class);
      desktop.connect = fd(() -> eis.connectToEIS(7).fd());
      return desktop;
    } catch (Exception e) {
      desktop.close();
      throw e;
    }
  }

  private static FdSupplier fd(Callable<FileDescriptor> call) {
    return () -> {
      try {
        return call.call().getIntFileDescriptor();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static void needVersion(String program, int major) throws Exception {
    String said = "";
    try {
      var process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (IOException _) {
      Assumptions.abort(program + " is not installed");
    }
    var number = Pattern.compile("(\\d+)\\.\\d+").matcher(said);
    boolean known = number.find();
    Assumptions.assumeTrue(known, program + " does not start: " + said);
    Assumptions.assumeTrue(
        Integer.parseInt(number.group(1)) >= major,
        program + " " + number.group() + " has no libei server, " + major + " has");
  }

  private void compositor(Map<String, String> extra, String... command) throws Exception {
    var environment =
        Map.of(
            "XDG_RUNTIME_DIR",
            folder.toString(),
            "XDG_CONFIG_HOME",
            folder.resolve("config").toString(),
            "XDG_CACHE_HOME",
            folder.resolve("cache").toString(),
            "HOME",
            folder.toString(),
            "XDG_SESSION_TYPE",
            "wayland",
            "XKB_DEFAULT_LAYOUT",
            "fr",
            "LIBGL_ALWAYS_SOFTWARE",
            "1",
            "GSETTINGS_BACKEND",
            "memory");
    var daemon =
        start(
            environment,
            "dbus-daemon",
            "--config-file=" + busConfiguration(),
            "--nofork",
            "--print-address");
    String address;
    try (BufferedReader out = daemon.inputReader()) {
      address = out.readLine();
    }
    if (address == null) {
      throw new IOException("dbus-daemon does not start: " + log("dbus-daemon"));
    }
    var all = new HashMap<>(environment);
    all.putAll(extra);
    all.put("DBUS_SESSION_BUS_ADDRESS", address);
    start(all, command).getInputStream().close();
    bus = Bus.open(address, Duration.ofSeconds(20));
  }

  /// A bus that starts no services: they would outlive the test.
  private Path busConfiguration() throws IOException {
    return Files.writeString(
        folder.resolve("bus.conf"),
        """
        <busconfig>
          <type>session</type>
          <listen>unix:path=%s</listen>
          <policy context="default">
            <allow send_destination="*" eavesdrop="true"/>
            <allow eavesdrop="true"/>
            <allow own="*"/>
          </policy>
        </busconfig>
        """
            .formatted(folder.resolve("bus")));
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(WAYLAND|DISPLAY|XDG|DBUS).*"));
    builder.environment().putAll(environment);
    builder.redirectError(folder.resolve(command[0] + ".log").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    var process = builder.start();
    processes.addFirst(process);
    return process;
  }

  private void awaitName(String name) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (bus.owner(name).isEmpty() || !Files.exists(folder.resolve(SOCKET))) {
      if (System.nanoTime() > end || !processes.getFirst().isAlive()) {
        throw new IOException(name + " does not appear: " + log("mutter") + log("kwin_wayland"));
      }
      processes.getFirst().waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  private String log(String program) throws IOException {
    Path log = folder.resolve(program + ".log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /// Where its programs connect.
  String socket() {
    return folder.resolve(SOCKET).toString();
  }

  FdSupplier connect() {
    return connect;
  }

  /// Ends the compositor.
  void kill() {
    processes.getFirst().destroyForcibly();
  }

  @Override
  public void close() {
    if (bus != null) {
      bus.close();
    }
    for (var process : processes) {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
