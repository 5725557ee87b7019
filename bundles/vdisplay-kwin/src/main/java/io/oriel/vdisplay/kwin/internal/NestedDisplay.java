package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.DesktopProcess;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.desktop.SwayIpc;
import io.oriel.lib.desktop.SwayMode;
import io.oriel.lib.desktop.SwayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A KWin of its own in a headless sway: pictures are those of sway's output, the pointer is that
/// of sway's seat, and a change of size goes through sway to KWin. Any thread; changes of mode
/// exclude each other.
final class NestedDisplay implements VirtualDisplay, InputPlace {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final PrivateDesktop desktop;
  private final SwayProcess sway;
  private final SeatKeeper seat;
  private final int headroomPercent;
  private final Map<String, String> environment;
  private final Consumer<NestedDisplay> closed;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();
  private InnerOutput inner; // under this; null until settled
  private DesktopProcess kwin; // as above
  private volatile DisplayRequest actual; // written under this

  /// *Takes ownership* of all it is handed.
  NestedDisplay(
      PrivateDesktop desktop,
      DisplayRequest request,
      SwayProcess sway,
      SeatKeeper seat,
      int headroomPercent,
      Map<String, String> environment,
      Consumer<NestedDisplay> closed) {
    this.desktop = desktop;
    this.sway = sway;
    this.seat = seat;
    this.headroomPercent = headroomPercent;
    this.environment = Map.copyOf(environment);
    this.closed = closed;
    actual = request;
  }

  /// The mode of sway's output: unscaled, since KWin scales.
  static SwayMode outer(DisplayRequest request, int headroomPercent) {
    SwayMode wanted = SwayMode.wanted(request, headroomPercent);
    return new SwayMode(
        wanted.widthPx(),
        wanted.heightPx(),
        wanted.refreshMilliHz(),
        1,
        new Region(0, 0, wanted.widthPx(), wanted.heightPx()));
  }

  /// Waits until KWin fills the output, then tells about the death of either compositor.
  ///
  /// @param process KWin, which listens
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  synchronized void settle(DesktopProcess process, StageHealth health, long deadlineNanos)
      throws BackendException {
    kwin = process;
    try {
      inner = InnerOutput.open(id(), socket(), NestedStart.left(deadlineNanos));
      set(actual, deadlineNanos);
    } catch (IOException e) {
      throw failed(e);
    }
    kwin.boundLog();
    for (DesktopProcess compositor : List.of(kwin, sway.program())) {
      compositor.process().onExit().thenAccept(_ -> died(compositor, health));
    }
  }

  private void died(DesktopProcess compositor, StageHealth health) {
    // sway takes KWin along
    if (!closing.get() && lost.compareAndSet(false, true)) {
      health.lost(new BackendException(BackendException.Kind.DEVICE_LOST, compositor.ended()));
    }
  }

  @Override
  public String id() {
    return desktop.id();
  }

  @Override
  public DisplayRequest actual() {
    return actual;
  }

  @Override
  public CaptureTarget captureTarget() {
    return new CaptureTarget.WaylandOutput(outerSocket(), SwayProcess.OUTPUT);
  }

  @Override
  public List<InputTarget> inputTargets() {
    // Keys and fingers go to KWin itself, which keeps its own keymap whatever sway's seat says; its
    // cursor is sway's, and so is what moves it.
    return List.of(
        new InputTarget.Own(),
        new InputTarget.WaylandSeat(outerSocket(), "seat0", SwayProcess.OUTPUT));
  }

  @Override
  public KwinDoor.Entry connect(long deadlineNanos) throws BackendException {
    var door = new KwinDoor(socket());
    if (!desktop.account().dropped()) {
      return door.direct(deadlineNanos);
    }
    var java = new ArrayList<>(desktop.account().prefix());
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return door.as(java, desktop.directory().path(), deadlineNanos);
  }

  private String socket() {
    return desktop.directory().resolve(NestedStart.SOCKET).toString();
  }

  @Override
  public Region region() {
    DisplayRequest now = actual;
    return new Region(
        0,
        0,
        (int) Math.round(now.widthPx() / now.scale()),
        (int) Math.round(now.heightPx() / now.scale()));
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Optional<String> account() {
    return desktop.account().dropped() ? Optional.of(desktop.account().name()) : Optional.empty();
  }

  @Override
  public synchronized void reconfigure(DisplayRequest wanted) throws BackendException {
    DisplayRequest before = actual;
    try {
      set(wanted, System.nanoTime() + PATIENCE.toNanos());
    } catch (IOException e) {
      BackendException failure = failed(e);
      try {
        set(before, System.nanoTime() + PATIENCE.toNanos());
      } catch (IOException again) {
        failure.addSuppressed(again);
      }
      throw failure;
    }
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    synchronized (this) {
      if (kwin != null) {
        kwin.process().destroy();
      }
      if (inner != null) {
        inner.close();
      }
    }
    sway.program().process().destroy();
    desktop.close();
    seat.close(); // after KWin, which does not survive that
    closed.accept(this);
  }

  /// Sets sway's mode; KWin's window is resized with it.
  private void set(DisplayRequest wanted, long deadlineNanos) throws IOException {
    SwayMode mode = outer(wanted, headroomPercent);
    SwayMode now;
    try (var ipc =
        new SwayIpc(
            desktop.directory().resolve(SwayProcess.CONTROL), NestedStart.left(deadlineNanos))) {
      now = ipc.set(SwayProcess.OUTPUT, mode, deadlineNanos);
    }
    InnerOutput.Shown shown =
        inner.await(wanted.widthPx(), wanted.heightPx(), wanted.scale(), deadlineNanos);
    // sway's rate is the one the pictures are fetched at; KWin draws at the client's or less.
    int rate = Math.min(now.refreshMilliHz(), Math.max(shown.refreshMilliHz(), 1000));
    actual =
        new DisplayRequest(
            wanted.name(),
            shown.widthPx(),
            shown.heightPx(),
            rate,
            shown.scale(),
            wanted.color(),
            wanted.arrangement(),
            Optional.empty());
  }

  private BackendException failed(IOException e) {
    boolean alive =
        sway.program().process().isAlive() && (kwin == null || kwin.process().isAlive());
    String said = kwin == null || kwin.process().isAlive() ? "" : "; " + kwin.ended();
    return new BackendException(
        alive ? BackendException.Kind.FAILED : BackendException.Kind.DEVICE_LOST,
        "KWin does not show the mode: " + e.getMessage() + said,
        e);
  }

  private String outerSocket() {
    return desktop.directory().resolve(sway.waylandDisplay()).toString();
  }
}
