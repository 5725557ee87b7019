package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.desktop.DesktopAccount;
import io.oriel.lib.desktop.DesktopBus;
import io.oriel.lib.desktop.DesktopEnvironment;
import io.oriel.lib.desktop.DesktopProcess;
import io.oriel.lib.desktop.Keyboard;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.pipewire.server.PipeWireLease;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.pipewire.server.PipeWireWish;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.vdisplay.mutter.internal.bus.DisplayConfig;
import io.oriel.vdisplay.mutter.internal.bus.RemoteDesktop;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import io.oriel.vdisplay.mutter.internal.bus.SessionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts a headless Mutter, or all of gnome-shell, in a desktop of its own.
final class DesktopStart {
  private static final String SOCKET = "wayland-0";
  private static final String CONFIGURATION = "mutter-config";

  private final Settings settings;
  private final Programs programs;
  private final PipeWireServers servers;

  DesktopStart(Settings settings, Programs programs, PipeWireServers servers) {
    this.settings = settings;
    this.programs = programs;
    this.servers = servers;
  }

  /// Starts one and returns when it takes calls.
  ///
  /// @param ofPrograms variables for its programs
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  OwnDesktop start(DisplayRequest request, Map<String, String> ofPrograms, long deadlineNanos)
      throws BackendException {
    Account account =
        DesktopAccount.choose(
            Account.hostUid(), settings.user(), Account.PASSWD, "io.oriel.vdisplay.mutter");
    PipeWireLease pipeWire = servers.lease(wish(deadlineNanos));
    PrivateDesktop desktop = null;
    Bus bus = null;
    boolean started = false;
    try {
      desktop = PrivateDesktop.create("mutter", account);
      var environment = environment(desktop, ofPrograms, pipeWire);
      configure(desktop, request);
      DesktopBus.admitHost(desktop);
      desktop.directory().give(account); // nothing is written there by the host any more
      String address =
          DesktopBus.start(desktop, programs, environment, deadlineNanos)
              .orElseThrow(
                  () ->
                      new BackendException(
                          Kind.FAILED,
                          "no D-Bus session for the desktop, without which Mutter is of no use;"
                              + " install it with: apt-get install dbus-daemon"));
      environment.put(DesktopBus.ADDRESS, address);
      bus = Bus.open(address, Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
      var told = new SessionVariables();
      bus.export(SessionManager.PATH, told, SessionManager.class);
      bus.requestName(SessionManager.NAME);
      var mutter = DesktopProcess.start(desktop, command(), ofMutter(desktop, environment));
      mutter.await(desktop.directory().resolve(SOCKET), deadlineNanos);
      awaitNames(bus, mutter, deadlineNanos);
      environment.put("WAYLAND_DISPLAY", SOCKET);
      environment.putAll(told.told());
      started = true;
      return new OwnDesktop(
          desktop, pipeWire, bus, address, mutter, environment, startup(ofPrograms));
    } catch (IOException e) {
      throw new BackendException(Kind.FAILED, "cannot start a desktop: " + e.getMessage(), e);
    } catch (BusException e) {
      throw BusTrouble.of("the desktop's own bus", e);
    } finally {
      if (!started) {
        release(bus, desktop, pipeWire);
      }
    }
  }

  private PipeWireWish wish(long deadlineNanos) {
    return new PipeWireWish(
        PipeWireWish.Choice.AUTO,
        false,
        settings.user(),
        Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())),
        "io.oriel.vdisplay.mutter");
  }

  private static void release(Bus bus, PrivateDesktop desktop, PipeWireLease pipeWire) {
    if (bus != null) {
      bus.close();
    }
    if (desktop != null) {
      desktop.close();
    }
    pipeWire.close();
  }

  private boolean shell() {
    return settings.shell().equals("gnome-shell");
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(shell() ? "gnome-shell" : "mutter");
    command.addAll(List.of("--wayland", "--headless", "--wayland-display=" + SOCKET));
    if (!settings.xwayland() || !programs.has("Xwayland")) {
      command.add("--no-x11");
    }
    return command;
  }

  private Map<String, String> environment(
      PrivateDesktop desktop, Map<String, String> ofPrograms, PipeWireLease pipeWire)
      throws IOException {
    var environment = new TreeMap<>(DesktopEnvironment.of(desktop, System.getenv(), "GNOME"));
    environment.keySet().removeIf(name -> name.startsWith("DBUS_SESSION"));
    environment.putAll(pipeWire.environment());
    environment.remove("PULSE_SERVER"); // sound is for those who ask for it
    environment.putAll(ofPrograms);
    environment.put("PATH", programs.path());
    environment.putAll(Keyboard.environment(""));
    if (!gpu()) {
      environment.put("LIBGL_ALWAYS_SOFTWARE", "1");
    }
    return environment;
  }

  private boolean gpu() {
    return settings.gpu() && renderNode();
  }

  /// Whether this box has something to draw with.
  static boolean renderNode() {
    try (Stream<Path> nodes = Files.list(Path.of("/dev/dri"))) {
      return nodes.anyMatch(node -> node.getFileName().toString().startsWith("renderD"));
    } catch (IOException _) {
      return false;
    }
  }

  /// Mutter alone has settings of its own: the user's monitors are not this desktop's.
  private Map<String, String> ofMutter(PrivateDesktop desktop, Map<String, String> environment) {
    var variables = new TreeMap<>(environment);
    if (!shell()) {
      variables.put("XDG_CONFIG_HOME", desktop.directory().resolve(CONFIGURATION).toString());
      variables.put("GSETTINGS_BACKEND", "keyfile");
    }
    if (!Files.exists(Path.of("/run/dbus/system_bus_socket"))) {
      // gnome-shell ends without a system bus, and is content with one where nobody answers.
      variables.putIfAbsent("DBUS_SYSTEM_BUS_ADDRESS", environment.get(DesktopBus.ADDRESS));
    }
    return variables;
  }

  /// Scales between whole numbers have to be allowed, and cost programs of X11 some sharpness.
  private static void configure(PrivateDesktop desktop, DisplayRequest request) throws IOException {
    Path folder = desktop.directory().resolve(CONFIGURATION);
    Path settings = folder.resolve("glib-2.0/settings");
    Files.createDirectories(settings);
    Path file = settings.resolve("keyfile");
    boolean fractional = request.scale() != 1;
    Files.writeString(
        file,
        fractional
            ? "[org/gnome/mutter]\nexperimental-features=['scale-monitor-framebuffer']\n"
            : "");
    for (Path each = file; !each.equals(folder.getParent()); each = each.getParent()) {
      desktop.account().own(each);
    }
  }

  private static void awaitNames(Bus bus, DesktopProcess mutter, long deadlineNanos)
      throws BusException, BackendException {
    for (String name : List.of(DisplayConfig.NAME, ScreenCast.NAME, RemoteDesktop.NAME)) {
      var there = new CountDownLatch(1);
      mutter.process().onExit().thenRun(there::countDown);
      var listener =
          new NameListener() {
            @Override
            public void appeared(String owner) {
              there.countDown();
            }

            @Override
            public void vanished() {
              // not there yet
            }
          };
      boolean told;
      try (var _ = bus.watch(name, listener)) {
        told = there.await(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BackendException(Kind.FAILED, "interrupted while Mutter started", e);
      }
      if (!mutter.process().isAlive()) {
        throw new BackendException(Kind.FAILED, mutter.ended());
      }
      if (!told) {
        throw new BackendException(
            Kind.FAILED,
            mutter.program()
                + " did not take the name "
                + name
                + " in time"
                + mutter.said()
                + "; a busy machine may need a longer open.timeout.ms");
      }
    }
  }

  private List<String> startup(Map<String, String> ofPrograms) {
    var commands = new ArrayList<String>();
    boolean bare = ofPrograms.containsKey(VirtualDisplayProvider.APP_VARIABLE);
    if (settings.open_terminal() && !bare && !shell()) {
      terminal().ifPresent(commands::add);
    }
    Stream.of(settings.startup()).filter(each -> !each.isBlank()).forEach(commands::add);
    return commands;
  }

  private java.util.Optional<String> terminal() {
    if (!settings.terminal().isBlank()) {
      return java.util.Optional.of(settings.terminal().strip());
    }
    return programs
        .first("foot", "xfce4-terminal", "xterm")
        .map(terminal -> terminal.equals("foot") ? "foot --maximized" : terminal);
  }
}
