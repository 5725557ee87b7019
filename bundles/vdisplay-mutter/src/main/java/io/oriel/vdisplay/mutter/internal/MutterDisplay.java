package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.dbus.BusException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A monitor that Mutter has for as long as its stream is recorded, or a monitor that is mirrored.
/// Any thread; changes of mode exclude each other.
final class MutterDisplay implements VirtualDisplay {
  private static final int ALL_DEVICES = 7; // keyboard, pointer, touch screen
  private static final Duration PIPEWIRE_TELLS = Duration.ofMillis(200);

  private final MutterDesktop desktop;
  private final CastSession cast;
  private final DisplayMonitor monitor;
  private final SharedLayout layout;
  private final MonitorBoard board;
  private final StageHealth health;
  private final Consumer<MutterDisplay> closed;
  private final InputDevices devices;
  private final PipeWireLife pipeWire;
  private final AtomicBoolean over = new AtomicBoolean(); // lost or closed
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile DisplayRequest wanted; // written under this

  /// Takes ownership of desktop, cast and its share of the layout.
  MutterDisplay(
      MutterDesktop desktop,
      CastSession cast,
      DisplayMonitor monitor,
      SharedLayout layout,
      MonitorBoard board,
      DisplayRequest wanted,
      StageHealth health,
      Consumer<MutterDisplay> closed) {
    this.desktop = desktop;
    this.cast = cast;
    this.monitor = monitor;
    this.layout = layout;
    this.board = board;
    this.wanted = wanted;
    this.health = health;
    this.closed = closed;
    devices = new InputDevices(cast, () -> monitor.view().isPresent());
    pipeWire = PipeWireLife.of(desktop.pipeWire());
  }

  @Override
  public String id() {
    return desktop.id();
  }

  @Override
  public DisplayRequest actual() {
    DisplayRequest asked = wanted;
    var seen = monitor.view();
    if (seen.isEmpty() || !mirrors(asked) && !sized(seen.get(), asked)) {
      return asked; // its consumer is going to give it this size
    }
    var view = seen.get();
    return asked.withMode(
        view.widthPx(), view.heightPx(), Math.clamp(view.refreshMilliHz(), 1000, 480_000));
  }

  private static boolean sized(DisplayMonitor.View view, DisplayRequest asked) {
    return view.widthPx() == asked.widthPx() && view.heightPx() == asked.heightPx();
  }

  private static boolean mirrors(DisplayRequest request) {
    return request.arrangement() == Arrangement.MIRROR;
  }

  @Override
  public CaptureTarget captureTarget() {
    return new CaptureTarget.PipeWireNode(
        cast.node(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Optional.of(desktop.pipeWire()),
        !mirrors(wanted));
  }

  @Override
  public List<InputTarget> inputTargets() {
    InputTarget own = new InputTarget.Own();
    return cast.eis()
        ? List.of(new InputTarget.EisFd(this::connectToEis, cast.mappingId()), own)
        : List.of(own);
  }

  private int connectToEis() throws BackendException {
    try {
      return cast.remote()
          .connectToEis(Map.of("device-types", new Variant<>(new UInt32(ALL_DEVICES))))
          .getIntFileDescriptor();
    } catch (BusException e) {
      throw BusTrouble.of("Mutter gives no connection for input", e);
    }
  }

  /// The way to its input that needs the connection which made it.
  InputDevices devices() {
    return devices;
  }

  @Override
  public Region region() {
    DisplayRequest asked = wanted;
    return monitor
        .view()
        .map(DisplayMonitor.View::region)
        .orElse(new Region(0, 0, asked.widthPx(), asked.heightPx()));
  }

  @Override
  public Map<String, String> environment() {
    return desktop.environment();
  }

  @Override
  public Optional<String> account() {
    return desktop.account();
  }

  @Override
  public boolean attached() {
    return desktop.attached();
  }

  @Override
  public synchronized void reconfigure(DisplayRequest next) throws BackendException {
    if (over.get()) {
      throw new BackendException(Kind.DEVICE_LOST, "the display is not there any more");
    }
    if (mirrors(next) != mirrors(wanted)) {
      throw new BackendException(
          Kind.UNSUPPORTED, "a display cannot begin or stop to mirror a monitor; open another one");
    }
    var view = monitor.view();
    if (mirrors(wanted) && (view.isEmpty() || !sized(view.get(), next))) {
      throw new BackendException(
          Kind.UNSUPPORTED, "the size of a mirrored monitor is for its desktop to change");
    }
    wanted = next;
    monitor.want(next);
  }

  /// Mutter has ended the screen cast.
  void castClosed() {
    boolean there = false;
    try {
      there = desktop.bus().owner("org.gnome.Mutter.ScreenCast").isPresent();
    } catch (BusException _) {
      // it went with the bus
    }
    if (!there) {
      lost("Mutter has ended");
    } else if (!over.get() && pipeWire.ended(PIPEWIRE_TELLS)) {
      lost("PipeWire has ended, and with it the screen cast of Mutter; it has to be started again");
    } else if (desktop.attached() && over.compareAndSet(false, true)) {
      health.lost(
          new BackendException(Kind.DENIED_BY_USER, "the screen cast was stopped on the desktop"));
    } else {
      lost("Mutter has ended the screen cast");
    }
  }

  /// Something it needs has gone.
  void lost(String seen) {
    if (over.compareAndSet(false, true)) {
      health.lost(desktop.gone(seen));
    }
  }

  @Override
  public void close() {
    over.set(true);
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    new DisplayEnd(desktop, cast, monitor, layout, board).run();
    pipeWire.close();
    closed.accept(this);
  }
}
