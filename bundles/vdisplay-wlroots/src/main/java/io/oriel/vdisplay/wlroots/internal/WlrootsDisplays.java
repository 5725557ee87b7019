package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DesktopAccount;
import io.oriel.lib.desktop.DesktopBus;
import io.oriel.lib.desktop.DesktopEnvironment;
import io.oriel.lib.desktop.DisplayLog;
import io.oriel.lib.desktop.Keyboard;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.desktop.SwayMode;
import io.oriel.lib.desktop.SwayProcess;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.vdisplay.wlroots.internal.attach.DesktopSearch;
import io.oriel.vdisplay.wlroots.internal.attach.Desktops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Displays of any size: outputs of a running desktop of wlroots, or each the only one of a
/// headless sway of its own.
///
/// There is no condition on sway: a host without it shall say so in its plans, not stay silent.
@Component(configurationPid = Settings.PID)
@BackendId("wlroots")
@ServiceDescription("Desktops on sway, running or headless")
@Designate(ocd = Settings.class)
public final class WlrootsDisplays implements VirtualDisplayProvider {
  private static final Logger LOG = LoggerFactory.getLogger(WlrootsDisplays.class);

  private final Set<SwayDisplay> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger attached = new AtomicInteger();
  private final Programs programs;
  private final Desktops desktops;
  private volatile Settings settings;

  @Activate
  public WlrootsDisplays(Settings settings) {
    this(settings, Programs.ofHost(), System.getenv());
    Thread.ofVirtual().name("oriel-layouts").start(desktops::recover);
  }

  WlrootsDisplays(Settings settings, Programs programs, Map<String, String> environment) {
    this.settings = settings;
    this.programs = programs;
    desktops =
        new Desktops(
            new DesktopSearch(environment, Account.hostUid()), LayoutJournal.of("wlroots"));
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
    return Fitness.of(request, facts, settings, open.size() + attached.get());
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> ofPrograms, StageHealth health)
      throws BackendException {
    Settings now = settings; // read once: it may change
    if (!now.desktop().equals("own")) {
      Optional<VirtualDisplay> display = attach(request, ofPrograms, now, health);
      if (display.isPresent()) {
        return display.get();
      }
      if (now.desktop().equals("attach") || request.arrangement() == Arrangement.MIRROR) {
        throw new BackendException(BackendException.Kind.FAILED, Fitness.NO_DESKTOP);
      }
    }
    return own(request, ofPrograms, now, health);
  }

  private Optional<VirtualDisplay> attach(
      DisplayRequest request, Map<String, String> ofPrograms, Settings now, StageHealth health)
      throws BackendException {
    attached.incrementAndGet();
    boolean shown = false;
    try {
      Optional<VirtualDisplay> display =
          desktops.open(
              request, ofPrograms, now.refresh_headroom(), health, attached::decrementAndGet);
      shown = display.isPresent();
      return display;
    } finally {
      if (!shown) {
        attached.decrementAndGet();
      }
    }
  }

  private VirtualDisplay own(
      DisplayRequest request, Map<String, String> ofPrograms, Settings now, StageHealth health)
      throws BackendException {
    long start = System.nanoTime();
    long deadline = start + now.open_timeout_ms() * 1_000_000;
    Account account =
        DesktopAccount.choose(Account.hostUid(), now.user(), Account.PASSWD, Settings.PID);
    PrivateDesktop desktop = PrivateDesktop.create("sway", account);
    boolean shown = false;
    try {
      Map<String, String> environment = environment(desktop, ofPrograms, now);
      boolean bare = now.bare_for_apps() && ofPrograms.containsKey(APP_VARIABLE);
      Path configuration =
          new Desktop(now, programs, desktop, bare)
              .write(SwayMode.wanted(request, now.refresh_headroom()), SwayProcess.OUTPUT);
      desktop.directory().give(account); // nothing is written there by the host any more
      if (now.own_bus()) {
        DesktopBus.start(desktop, programs, environment, deadline)
            .ifPresent(address -> environment.put(DesktopBus.ADDRESS, address));
      }
      SwayProcess sway = SwayProcess.start(desktop, configuration, environment, deadline);
      refuseBadInclude(now, desktop.log());
      var display =
          new SwayDisplay(
              desktop,
              request,
              sway,
              sway.forPrograms(environment),
              now.refresh_headroom(),
              open::remove);
      display.settle(health, deadline);
      open.add(display);
      shown = true;
      LOG.info(
          "Display {} of {}x{} is up after {} ms; it writes to {}",
          display.id(),
          request.widthPx(),
          request.heightPx(),
          (System.nanoTime() - start) / 1_000_000,
          desktop.log().file());
      return display;
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot start a desktop: " + e.getMessage(), e);
    } finally {
      if (!shown) {
        desktop.close();
      }
    }
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    List.copyOf(open).parallelStream().forEach(SwayDisplay::close);
    desktops.close();
  }

  private Map<String, String> environment(
      PrivateDesktop desktop, Map<String, String> ofPrograms, Settings now) throws IOException {
    Map<String, String> environment = DesktopEnvironment.of(desktop, System.getenv(), "sway");
    environment.putAll(SwayProcess.environment(desktop, renderer(now)));
    environment.putAll(ofPrograms);
    environment.put("PATH", programs.path());
    environment.putAll(Keyboard.environment(now.keyboard_layout()));
    if (now.own_bus()) {
      environment.keySet().removeIf(name -> name.startsWith("DBUS_"));
    }
    return environment;
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
