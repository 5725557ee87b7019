package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.OrgKdeKwinFakeInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A monitor of the running Plasma desktop: one that KWin makes for it, or one that is there. Any
/// thread; changes of mode exclude each other.
final class AttachedDisplay implements VirtualDisplay, InputPlace {
  private static final Logger LOG = LoggerFactory.getLogger(AttachedDisplay.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final String id;
  private final String socket;
  private final KwinDoor door;
  private final KwinLoop loop;
  private final Monitors monitors;
  private final DesktopLayout layout;
  private final Map<String, String> environment;
  private final Optional<KwinBus> eis;
  private final StageHealth health;
  private final Consumer<AttachedDisplay> closed;
  private final AtomicBoolean ended = new AtomicBoolean(); // lost or closing
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile Shown shown; // written by the loop's thread
  private volatile DisplayRequest request; // written under this

  /// What is streamed now.
  ///
  /// @param own the monitor was made for this display
  record Shown(
      KwinStream stream, KwinOutput output, boolean own, DisplayRequest actual, Region region) {}

  /// *Takes ownership* of loop and bus.
  ///
  /// @param eis has KWin's libei server; empty: there is none
  AttachedDisplay(
      String id,
      String socket,
      KwinDoor door,
      KwinLoop loop,
      Monitors monitors,
      DesktopLayout layout,
      Map<String, String> environment,
      Optional<KwinBus> eis,
      StageHealth health,
      Consumer<AttachedDisplay> closed) {
    this.id = id;
    this.socket = socket;
    this.door = door;
    this.loop = loop;
    this.monitors = monitors;
    this.layout = layout;
    this.environment = Map.copyOf(environment);
    this.eis = eis;
    this.health = health;
    this.closed = closed;
  }

  /// Makes the monitor. Blocks up to the deadline.
  synchronized void show(DisplayRequest wanted, long deadlineNanos) throws BackendException {
    request = wanted;
    try {
      run(() -> adopt(monitors.open(wanted, deadlineNanos), wanted, deadlineNanos), deadlineNanos);
    } catch (WaylandException e) {
      throw failed("KWin gives no pictures: ", e);
    }
  }

  private Void adopt(Monitors.Made made, DisplayRequest wanted, long deadlineNanos)
      throws WaylandException {
    if (made.own()) {
      layout.made(socket, made.output().name());
    }
    try {
      if (wanted.arrangement() == Arrangement.ONLY && made.output() != null) {
        layout.alone(socket, this, monitors.outputs(), made.output(), deadlineNanos);
      }
    } catch (WaylandException e) {
      if (made.own()) {
        layout.gone(socket, made.output().name());
      }
      made.stream().close();
      throw e;
    }
    made.stream().onEnd(() -> lost("KWin ended the stream of " + made.name()));
    shown =
        new Shown(
            made.stream(), made.output(), made.own(), made.actual(wanted), made.region(wanted));
    return null;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public KwinDoor.Entry connect(long deadlineNanos) throws BackendException {
    return door.open(OrgKdeKwinFakeInput.INTERFACE, deadlineNanos);
  }

  @Override
  public DisplayRequest actual() {
    return shown.actual();
  }

  @Override
  public CaptureTarget captureTarget() {
    KwinStream stream = shown.stream();
    return new CaptureTarget.PipeWireNode(
        stream.node(), stream.serial(), OptionalInt.empty(), pipeWire(), false);
  }

  /// The PipeWire beside KWin's own socket; where there is none, the user's.
  private Optional<String> pipeWire() {
    Path beside = Path.of(socket).resolveSibling("pipewire-0");
    return Files.exists(beside) ? Optional.of(beside.toString()) : Optional.empty();
  }

  @Override
  public List<InputTarget> inputTargets() {
    var own = new InputTarget.Own();
    return eis.isEmpty()
        ? List.of(own)
        : List.of(new InputTarget.EisFd(eis.get()::connectToEis, Optional.empty()), own);
  }

  @Override
  public Region region() {
    Shown now = shown;
    return now.output() == null ? now.region() : now.output().settled(); // it may be moved about
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public boolean attached() {
    return true;
  }

  @Override
  public synchronized void reconfigure(DisplayRequest wanted) throws BackendException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      run(() -> change(wanted, deadline), deadline);
      request = wanted;
    } catch (WaylandException e) {
      throw failed("KWin does not change the mode: ", e);
    }
  }

  /// A monitor of its own is exchanged for another where KWin cannot resize it: the new one is
  /// there before the old one goes, so that windows have somewhere to go.
  private Void change(DisplayRequest wanted, long deadlineNanos) throws WaylandException {
    Shown before = shown;
    if (!before.own()) {
      return null; // somebody else looks at it too: it keeps its mode, and the host scales
    }
    if (monitors.resize(before.output(), wanted, deadlineNanos)) {
      var made = new Monitors.Made(before.stream(), before.output(), before.own());
      shown =
          new Shown(
              before.stream(),
              before.output(),
              before.own(),
              made.actual(wanted),
              made.region(wanted));
      return null;
    }
    adopt(monitors.open(wanted, deadlineNanos), wanted, deadlineNanos);
    before.stream().close();
    layout.gone(socket, before.output().name());
    return null;
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    ended.set(true);
    boolean interrupted = Thread.interrupted(); // the layout has to come back all the same
    long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
    try {
      run(() -> leave(deadline), deadline);
    } catch (WaylandException e) {
      LOG.debug("display {} leaves a KWin that does not listen: {}", id, e.toString());
    }
    loop.close();
    layout.abandon(socket, this);
    eis.ifPresent(KwinBus::close);
    closed.accept(this);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Void leave(long deadlineNanos) throws WaylandException {
    try {
      layout.leave(socket, this, monitors.outputs(), deadlineNanos);
    } catch (WaylandException e) {
      LOG.warn("The monitors of the desktop are not as they were: {}", e.getMessage());
    }
    Shown last = shown;
    if (last != null) {
      last.stream().close();
      if (last.own()) {
        layout.gone(socket, last.output().name());
      }
    }
    loop.connection().flush();
    return null;
  }

  /// KWin or the stream has gone. Any thread.
  void lost(String why) {
    if (ended.compareAndSet(false, true)) {
      health.lost(new BackendException(BackendException.Kind.DEVICE_LOST, why));
    }
  }

  private void run(java.util.concurrent.Callable<Void> work, long deadlineNanos)
      throws WaylandException {
    loop.call(
        work, Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())).plusMillis(500));
  }

  private static BackendException failed(String what, WaylandException e) {
    return new BackendException(BackendException.Kind.FAILED, what + e.getMessage(), e);
  }
}
