package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DesktopAccount;
import io.oriel.lib.desktop.DesktopBus;
import io.oriel.lib.desktop.DesktopEnvironment;
import io.oriel.lib.desktop.DesktopProcess;
import io.oriel.lib.desktop.Keyboard;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.desktop.SwayMode;
import io.oriel.lib.desktop.SwayProcess;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.CommandLine;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a KWin of a display's own: in a headless sway, whose one output its window fills.
///
/// KWin alone, without a monitor, has no size that could be changed, and gives no pictures of its
/// monitor without a render node: see `docs/adr/0025-own-kwin-inside-a-headless-sway.md`.
final class NestedStart {
  /// Name of KWin's Wayland socket in the runtime directory.
  static final String SOCKET = "wayland-kwin";

  private static final Logger LOG = LoggerFactory.getLogger(NestedStart.class);
  private static final String PID = "io.oriel.vdisplay.kwin";

  private final Settings settings;
  private final Programs programs;
  private final KwinProgram kwin;

  NestedStart(Settings settings, Programs programs, KwinProgram kwin) {
    this.settings = settings;
    this.programs = programs;
    this.kwin = kwin;
  }

  /// Starts it all and returns when KWin fills the output.
  ///
  /// @param closed told when the display is closed
  NestedDisplay open(
      DisplayRequest request,
      Map<String, String> ofPrograms,
      StageHealth health,
      Consumer<NestedDisplay> closed)
      throws BackendException {
    long start = System.nanoTime();
    long deadline = start + settings.open_timeout_ms() * 1_000_000;
    Account account =
        DesktopAccount.choose(Account.hostUid(), settings.user(), Account.PASSWD, PID);
    PrivateDesktop desktop = PrivateDesktop.create("kwin", account);
    NestedDisplay display = null;
    try {
      Path program = kwin.in(desktop);
      SwayMode mode = NestedDisplay.outer(request, settings.refresh_headroom());
      Map<String, String> environment = environment(desktop, ofPrograms);
      Path configuration = configuration(desktop, mode);
      handover(desktop);
      desktop.directory().give(account); // nothing is written there by the host any more
      DesktopBus.start(desktop, programs, forPrograms(environment), deadline)
          .ifPresent(address -> environment.put(DesktopBus.ADDRESS, address));
      var outer = new TreeMap<>(environment);
      outer.putAll(SwayProcess.environment(desktop, renderer()));
      SwayProcess sway = SwayProcess.start(desktop, configuration, outer, deadline);
      String socket = desktop.directory().resolve(sway.waylandDisplay()).toString();
      SeatKeeper seat = SeatKeeper.open(desktop.id(), socket, left(deadline));
      display =
          new NestedDisplay(
              desktop,
              request,
              sway,
              seat,
              settings.refresh_headroom(),
              forPrograms(environment),
              closed);
      DesktopProcess process =
          DesktopProcess.start(
              desktop, command(program, sway.waylandDisplay(), request), environment);
      process.await(desktop.directory().resolve(SOCKET), deadline);
      display.settle(process, health, deadline);
      boolean bare =
          settings.bare_for_apps() && ofPrograms.containsKey(VirtualDisplayProvider.APP_VARIABLE);
      startPrograms(desktop, forPrograms(environment), bare);
      LOG.info(
          "Display {} of {}x{} in a KWin {} of its own is up after {} ms; it writes to {}",
          display.id(),
          request.widthPx(),
          request.heightPx(),
          kwin.version(),
          (System.nanoTime() - start) / 1_000_000,
          desktop.log().file());
      return display;
    } catch (IOException e) {
      close(desktop, display);
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot start a KWin: " + e.getMessage(), e);
    } catch (BackendException | RuntimeException e) {
      close(desktop, display);
      throw e;
    }
  }

  private static void close(PrivateDesktop desktop, NestedDisplay display) {
    if (display != null) {
      display.close();
    } else {
      desktop.close();
    }
  }

  private Map<String, String> environment(PrivateDesktop desktop, Map<String, String> ofPrograms)
      throws IOException {
    Map<String, String> environment = DesktopEnvironment.of(desktop, System.getenv(), "KDE");
    environment.putAll(ofPrograms);
    environment.put("PATH", programs.path());
    environment.putAll(Keyboard.environment(settings.keyboard_layout()));
    environment.keySet().removeIf(name -> name.startsWith("DBUS_"));
    // fake_input for the host, which may be another user; as open as any compositor of wlroots
    environment.put("KWIN_WAYLAND_NO_PERMISSION_CHECKS", "1");
    if (!settings.gpu() || !Files.isDirectory(Path.of("/dev/dri"))) {
      environment.put("KWIN_COMPOSE", "Q"); // QPainter: no OpenGL by the processor
    }
    return environment;
  }

  /// The part of the environment that a program in KWin needs. `KDE_…` is not for KWin itself:
  /// where plasma-integration is not installed, Qt then brings a KDE theme of its own, and KWin 6.3
  /// ends with a segmentation fault.
  private Map<String, String> forPrograms(Map<String, String> environment) {
    var variables = new TreeMap<>(environment);
    variables.keySet().removeIf(name -> name.startsWith("KWIN_"));
    variables.put("KDE_FULL_SESSION", "true");
    variables.put("KDE_SESSION_VERSION", kwin.version().startsWith("5.") ? "5" : "6");
    variables.put("WAYLAND_DISPLAY", SOCKET);
    variables.put("QT_QPA_PLATFORM", "wayland");
    return variables;
  }

  /// The class by which the host connects as the desktop's user; its folder is the runtime folder.
  private static void handover(PrivateDesktop desktop) throws IOException {
    Path root = desktop.directory().path();
    for (Path at = Launcher.put(root); !at.equals(root); at = at.getParent()) {
      desktop.account().own(at);
    }
  }

  private String renderer() {
    return settings.gpu() && Files.isDirectory(Path.of("/dev/dri")) ? "gles2" : "pixman";
  }

  private static Path configuration(PrivateDesktop desktop, SwayMode mode) throws IOException {
    String text;
    try (InputStream in = NestedStart.class.getResourceAsStream("/desktop/outer.conf")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path file = desktop.directory().resolve("sway.conf");
    Files.writeString(
        file,
        text.replace("@OUTPUT@", mode.command(SwayProcess.OUTPUT))
            .replace("@READY@", SwayProcess.readyLine(desktop)));
    desktop.account().own(file);
    return file;
  }

  private List<String> command(Path program, String outer, DisplayRequest request) {
    var command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--wayland-display",
                outer,
                "--width",
                Integer.toString(request.widthPx()),
                "--height",
                Integer.toString(request.heightPx()),
                "--socket",
                SOCKET,
                "--no-lockscreen"));
    if (settings.xwayland() && programs.has("Xwayland")) {
      command.add("--xwayland");
    }
    return command;
  }

  private void startPrograms(
      PrivateDesktop desktop, Map<String, String> environment, boolean bare) {
    var commands = new ArrayList<String>();
    if (!bare) {
      if (settings.shell() && programs.has("plasmashell")) {
        commands.add("plasmashell");
      }
      if (settings.open_terminal()) {
        terminal().ifPresent(commands::add);
      }
    }
    commands.addAll(List.of(settings.startup()));
    for (String command : commands) {
      try {
        List<String> words = CommandLine.words(command);
        if (!words.isEmpty()) {
          DesktopProcess.start(desktop, words, environment);
        }
      } catch (BackendException | IllegalArgumentException e) {
        LOG.warn("'{}' does not start on display {}: {}", command, desktop.id(), e.getMessage());
      }
    }
  }

  /// foot before 1.14 divides by the physical size, which a nested KWin does not have.
  private Optional<String> terminal() {
    return settings.terminal().isBlank()
        ? programs.first("konsole", "xfce4-terminal", "xterm")
        : Optional.of(settings.terminal());
  }

  static Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
  }
}
