package io.oriel.vdisplay.portal.internal;

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
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusFollower.Opener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Monitors of whatever desktop the host's user is logged in to, through the desktop portal's
/// ScreenCast and RemoteDesktop as one session. The last way: a person has to allow it.
@Component(configurationPid = Settings.PID)
@BackendId(PortalDisplays.ID)
@ServiceDescription("Monitors through the desktop portal")
@Designate(ocd = Settings.class)
public final class PortalDisplays implements VirtualDisplayProvider {
  static final String ID = "portal";

  private static final Logger LOG = LoggerFactory.getLogger(PortalDisplays.class);

  /// What programs need to find the desktop.
  private static final Set<String> OF_DESKTOP =
      Set.of(
          "DBUS_SESSION_BUS_ADDRESS",
          "DESKTOP_SESSION",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "XDG_CURRENT_DESKTOP",
          "XDG_RUNTIME_DIR",
          "XDG_SESSION_DESKTOP",
          "XDG_SESSION_TYPE");

  private final Path tokens;
  private final OpenDisplays open;
  private final Opener bus;
  private final AtomicInteger count = new AtomicInteger();
  private volatile Settings settings;

  @Activate
  public PortalDisplays(Settings settings, BundleContext bundle, @Reference OpenDisplays open) {
    this(settings, Path.of(bundle.getProperty("oriel.state")), open, Bus::session);
  }

  PortalDisplays(Settings settings, Path state, OpenDisplays open, Opener bus) {
    this.settings = settings;
    this.tokens = state.resolve("portal");
    this.open = open;
    this.bus = bus;
  }

  /// Settings apply to the next display.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  @Override
  public Set<TargetKind> targets(HostFacts facts) {
    return Set.of(TargetKind.PIPEWIRE_NODE);
  }

  @Override
  public Set<InputKind> inputs(HostFacts facts) {
    var abilities = Abilities.of(facts);
    var kinds = EnumSet.of(abilities.input() ? InputKind.OWN : InputKind.NONE);
    if (abilities.eis()) {
      kinds.add(InputKind.EIS_FD);
    }
    return kinds;
  }

  @Override
  public Assessment assess(DisplayRequest request, HostFacts facts) {
    return Fitness.of(request, facts, settings, open.all().size());
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> ofPrograms, StageHealth health)
      throws BackendException {
    Settings now = settings; // read once: it may change
    int slot = open.takeSlot();
    boolean shown = false;
    try {
      boolean virtual = request.arrangement() != Arrangement.MIRROR;
      var token =
          now.remember() ? new TokenFile(tokens, (virtual ? "virtual-" : "monitor-") + slot) : null;
      var wish = new PortalSession.Wish(virtual, token, Duration.ofSeconds(now.dialog_timeout_s()));
      var session = PortalSession.open(connect(), wish);
      var environment = new TreeMap<>(System.getenv());
      environment.keySet().retainAll(OF_DESKTOP);
      environment.putAll(ofPrograms);
      String id = ID + "-" + count.incrementAndGet();
      var display = new PortalDisplay(id, slot, session, request, environment, open::remove);
      open.add(display);
      shown = true;
      session.onEnd(health::lost);
      if (session.abilities().input() && session.devices() == 0) {
        health.degraded("the user of the desktop allows no input");
      }
      LOG.info("The desktop's portal shares {} as display {}", session.stream(), id);
      return display;
    } finally {
      if (!shown) {
        open.giveSlot(slot);
      }
    }
  }

  private Bus connect() throws BackendException {
    try {
      return bus.open();
    } catch (BusException e) {
      throw Trouble.of("the desktop's portal", e);
    }
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    open.all().forEach(PortalDisplay::close);
  }
}
