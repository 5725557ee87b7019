package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.HostDeathGuard;
import io.oriel.lib.programs.Programs;
import io.oriel.lib.programs.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Displays of any size, each the only output of a headless sway of its own.
///
/// There is no condition on sway: a host without it shall say so in its plans, not stay silent.
@Component(configurationPid = "io.oriel.vdisplay.wlroots")
@BackendId("wlroots")
@ServiceDescription("Desktops on headless sway")
@Designate(ocd = Settings.class)
public final class WlrootsDisplays implements VirtualDisplayProvider {
  private static final Logger LOG = LoggerFactory.getLogger(WlrootsDisplays.class);

  private final Set<SwayDisplay> open = ConcurrentHashMap.newKeySet();
  private final Programs programs;
  private volatile Settings settings;

  @Activate
  public WlrootsDisplays(Settings settings) {
    this(settings, Programs.ofHost());
  }

  WlrootsDisplays(Settings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /// Settings apply to the next display.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  @Override
  public Set<TargetKind> targets(HostFacts facts) {
    return Set.of(TargetKind.WAYLAND_OUTPUT);
  }

  @Override
  public Set<InputKind> inputs(HostFacts facts) {
    return Set.of(InputKind.WAYLAND_SEAT);
  }

  @Override
  public Assessment assess(DisplayRequest request, HostFacts facts) {
    return Fitness.of(request, facts, settings, open.size());
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> ofPrograms, StageHealth health)
      throws BackendException {
    Settings now = settings; // read once: it may change
    long start = System.nanoTime();
    long deadline = start + now.open_timeout_ms() * 1_000_000;
    String id = "sway-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
    Account account = DesktopAccount.choose(Account.hostUid(), now.user(), Account.PASSWD);
    RunDirectory directory = directory(id, account);
    HostDeathGuard guard = null;
    try {
      guard = HostDeathGuard.start(DisplayProcesses.of(id), directory);
      var environment =
          DesktopEnvironment.of(id, account, directory, System.getenv(), renderer(now));
      environment.putAll(ofPrograms);
      environment.put("PATH", programs.path());
      environment.putAll(
          Keyboard.environment(now.keyboard_layout(), Path.of("/etc/default/keyboard")));
      DisplayLog log = DisplayLog.create(id);
      if (now.own_bus()) {
        environment.keySet().removeIf(name -> name.startsWith("DBUS_"));
      }
      boolean bare = now.bare_for_apps() && ofPrograms.containsKey(APP_VARIABLE);
      Path configuration =
          new Desktop(now, programs, directory, account, bare)
              .write(OutputMode.wanted(request, now.refresh_headroom()), SwayDisplay.OUTPUT);
      directory.give(account); // nothing is written there by the host any more
      if (now.own_bus()) {
        DesktopBus.start(account, directory, programs, environment, log, deadline)
            .ifPresent(address -> environment.put(DesktopBus.ADDRESS, address));
      }
      SwayProcess sway =
          SwayProcess.start(account, directory, configuration, environment, log, deadline);
      refuseBadInclude(now, log);
      var display =
          new SwayDisplay(
              id,
              request,
              directory,
              sway,
              guard,
              account,
              DesktopEnvironment.forPrograms(environment, sway),
              now.refresh_headroom(),
              open::remove);
      display.settle(health, log, deadline);
      open.add(display);
      LOG.info(
          "Display {} of {}x{} is up after {} ms; it writes to {}",
          id,
          request.widthPx(),
          request.heightPx(),
          (System.nanoTime() - start) / 1_000_000,
          log.file());
      return display;
    } catch (IOException e) {
      SwayDisplay.release(id, directory, guard);
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot start a desktop: " + e.getMessage(), e);
    } catch (BackendException | RuntimeException e) {
      SwayDisplay.release(id, directory, guard);
      throw e;
    }
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    List.copyOf(open).parallelStream().forEach(SwayDisplay::close);
  }

  private static RunDirectory directory(String id, Account account) throws BackendException {
    try {
      return RunDirectory.create(id, account);
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED,
          "cannot make a directory for the display: " + e.getMessage(),
          e);
    }
  }

  private static String renderer(Settings settings) {
    return settings.gpu() && Files.isDirectory(Path.of("/dev/dri")) ? "gles2" : "pixman";
  }

  /// sway starts with what it understood of its configuration; an operator wants to know.
  private static void refuseBadInclude(Settings settings, DisplayLog log)
      throws IOException, BackendException {
    List<String> errors = log.configurationErrors();
    if (!errors.isEmpty() && settings.include().isBlank()) {
      LOG.warn("This sway does not understand all of its configuration: {}", errors);
    } else if (!errors.isEmpty()) {
      throw new BackendException(
          BackendException.Kind.FAILED,
          "sway does not understand " + settings.include() + ": " + String.join(" | ", errors));
    }
  }
}
