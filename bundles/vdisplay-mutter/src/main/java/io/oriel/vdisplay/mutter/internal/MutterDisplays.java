package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import io.oriel.vdisplay.mutter.internal.layout.Screens;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Virtual monitors of Mutter: in the GNOME of the host's user, or each in a headless Mutter of its
/// own.
///
/// There is no condition on Mutter: a host without it shall say so in its plans, not stay silent.
@Component(configurationPid = "io.oriel.vdisplay.mutter")
@BackendId("mutter")
@ServiceDescription("Virtual monitors of GNOME's Mutter")
@Designate(ocd = Settings.class)
public final class MutterDisplays implements VirtualDisplayProvider {
  private static final Logger LOG = LoggerFactory.getLogger(MutterDisplays.class);

  private final PipeWireServers servers;
  private final OpenDisplays open;
  private final Programs programs;
  private final SessionBus session;
  private final LayoutJournal journal;
  private volatile Settings settings;

  @Activate
  public MutterDisplays(
      Settings settings, @Reference PipeWireServers servers, @Reference OpenDisplays open) {
    this(
        settings,
        servers,
        open,
        Programs.ofHost(),
        SessionBus.of(System.getenv(), Account.hostUid()),
        LayoutJournal.of("mutter"));
  }

  MutterDisplays(
      Settings settings,
      PipeWireServers servers,
      OpenDisplays open,
      Programs programs,
      SessionBus session,
      LayoutJournal journal) {
    this.settings = settings;
    this.servers = servers;
    this.open = open;
    this.programs = programs;
    this.session = session;
    this.journal = journal;
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
    var kinds = new LinkedHashSet<InputKind>();
    if (Fitness.mayHaveEis(facts, settings)) {
      kinds.add(InputKind.EIS_FD);
    }
    kinds.add(InputKind.OWN);
    return kinds;
  }

  @Override
  public Assessment assess(DisplayRequest request, HostFacts facts) {
    return Fitness.of(request, facts, settings, open.count());
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> ofPrograms, StageHealth health)
      throws BackendException {
    Settings now = settings; // read once: it may change
    long start = System.nanoTime();
    long deadline = start + now.open_timeout_ms() * 1_000_000;
    MutterDesktop desktop =
        attaches(now)
            ? RunningDesktop.find(session, servers, deadline)
            : new DesktopStart(now, programs, servers).start(request, ofPrograms, deadline);
    MutterDisplay display = null;
    try {
      display = show(desktop, request, now, health, deadline);
      open.add(display);
      LOG.info(
          "Display {} of {}x{} is ready after {} ms{}",
          display.id(),
          request.widthPx(),
          request.heightPx(),
          (System.nanoTime() - start) / 1_000_000,
          desktop.attached() ? ", in the running GNOME" : "");
      return display;
    } catch (BusException e) {
      throw BusTrouble.of("the desktop's monitors cannot be read", e);
    } finally {
      if (display == null) {
        desktop.close();
      }
    }
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    open.all().parallelStream().forEach(MutterDisplay::close);
  }

  private boolean attaches(Settings now) {
    return switch (now.desktop()) {
      case "attach" -> true;
      case "own" -> false;
      default -> session.runs(ScreenCast.NAME);
    };
  }

  private MutterDisplay show(
      MutterDesktop desktop,
      DisplayRequest request,
      Settings now,
      StageHealth health,
      long deadlineNanos)
      throws BackendException, BusException {
    var board = new MonitorBoard(desktop.bus());
    if (desktop.attached()) {
      SharedLayout.undo(board, desktop.address(), journal);
    }
    Screens before = board.read();
    Optional<String> mirrored = mirrored(request, before);
    var layout = SharedLayout.join(desktop.address(), journal);
    boolean watched = false;
    CastSession cast = null;
    try {
      boolean mayArrange = !desktop.attached() || mirrored.isEmpty() && layout.remember(before);
      var target = new AtomicReference<MutterDisplay>();
      cast =
          CastSession.start(
              desktop.bus(),
              new CastSession.Wish(
                  mirrored,
                  cursorMode(now),
                  !desktop.attached(),
                  !desktop.attached() && !DesktopStart.renderNode()),
              () -> Optional.ofNullable(target.get()).ifPresent(MutterDisplay::castClosed),
              deadlineNanos);
      var monitor =
          new DisplayMonitor(
              board, layout, before, mirrored, mayArrange, request, health, desktop::shown);
      var display =
          new MutterDisplay(desktop, cast, monitor, layout, board, request, health, open::remove);
      target.set(display);
      watch(desktop, display, board, monitor);
      watched = true;
      return display;
    } finally {
      if (!watched) {
        giveUp(cast, layout, board);
      }
    }
  }

  /// An open that was interrupted leaves the desktop as it was, too.
  private static void giveUp(CastSession cast, SharedLayout layout, MonitorBoard board) {
    boolean interrupted = Thread.interrupted();
    if (cast != null) {
      cast.close();
    }
    layout.leave(board);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void watch(
      MutterDesktop desktop, MutterDisplay display, MonitorBoard board, DisplayMonitor monitor)
      throws BusException {
    board.changes(monitor::look);
    monitor.look(); // a mirrored monitor is there already
    desktop.bus().onLost(e -> display.lost("the desktop's session bus has gone"));
    desktop
        .bus()
        .watch(
            ScreenCast.NAME,
            new NameListener() {
              @Override
              public void appeared(String owner) {
                // as it should be
              }

              @Override
              public void vanished() {
                display.lost("Mutter has ended");
              }
            });
  }

  private static Optional<String> mirrored(DisplayRequest request, Screens before)
      throws BackendException {
    if (request.arrangement() != Arrangement.MIRROR) {
      return Optional.empty();
    }
    String connector =
        request
            .mirrorOf()
            .or(before::primary)
            .orElseThrow(
                () -> new BackendException(Kind.UNSUPPORTED, "the desktop has no monitor"));
    if (before.place(connector).isEmpty()) {
      throw new BackendException(
          Kind.UNSUPPORTED,
          "the desktop shows nothing on "
              + connector
              + "; its monitors are "
              + before.monitors().stream().map(each -> each.connector()).toList());
    }
    return Optional.of(connector);
  }

  private static int cursorMode(Settings settings) {
    return switch (settings.cursor()) {
      case "hidden" -> 0;
      case "metadata" -> 2;
      default -> 1;
    };
  }
}
