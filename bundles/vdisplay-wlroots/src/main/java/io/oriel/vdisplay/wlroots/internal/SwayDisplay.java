package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.desktop.SwayIpc;
import io.oriel.lib.desktop.SwayMode;
import io.oriel.lib.desktop.SwayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A display that is the only output of a sway of its own. Any thread; changes of mode exclude each
/// other.
final class SwayDisplay implements VirtualDisplay {
  private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(5);

  private final PrivateDesktop desktop;
  private final SwayProcess sway;
  private final Map<String, String> environment;
  private final int headroomPercent;
  private final Consumer<SwayDisplay> closed;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile DisplayRequest request; // written under this
  private volatile SwayMode mode; // written under this

  /// Takes ownership of all it is handed.
  SwayDisplay(
      PrivateDesktop desktop,
      DisplayRequest request,
      SwayProcess sway,
      Map<String, String> environment,
      int headroomPercent,
      Consumer<SwayDisplay> closed) {
    this.desktop = desktop;
    this.request = request;
    this.sway = sway;
    this.environment = environment;
    this.headroomPercent = headroomPercent;
    this.closed = closed;
  }

  /// Waits until the output has the size asked for, then tells about sway's death.
  ///
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  void settle(StageHealth health, long deadlineNanos) throws BackendException {
    set(SwayMode.wanted(request, headroomPercent), deadlineNanos);
    sway.program().boundLog();
    sway.program()
        .process()
        .onExit()
        .thenAccept(
            _ -> {
              if (!closing.get()) {
                health.lost(
                    new BackendException(
                        BackendException.Kind.DEVICE_LOST, sway.program().ended()));
              }
            });
  }

  @Override
  public String id() {
    return desktop.id();
  }

  @Override
  public DisplayRequest actual() {
    return mode.in(request);
  }

  @Override
  public CaptureTarget captureTarget() {
    return new CaptureTarget.WaylandOutput(socket(), SwayProcess.OUTPUT);
  }

  @Override
  public List<InputTarget> inputTargets() {
    return List.of(new InputTarget.WaylandSeat(socket(), "seat0", SwayProcess.OUTPUT));
  }

  @Override
  public Region region() {
    return mode.region();
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
    SwayMode before = mode;
    long deadline = System.nanoTime() + CONTROL_PATIENCE.toNanos();
    try {
      set(SwayMode.wanted(wanted, headroomPercent), deadline);
      request = wanted;
    } catch (BackendException e) {
      try {
        set(before, System.nanoTime() + CONTROL_PATIENCE.toNanos());
      } catch (BackendException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    sway.program().process().destroy();
    desktop.close();
    closed.accept(this);
  }

  private String socket() {
    return desktop.directory().resolve(sway.waylandDisplay()).toString();
  }

  /// Sets a mode and reads it back until it is in force.
  private synchronized void set(SwayMode wanted, long deadlineNanos) throws BackendException {
    Path control = desktop.directory().resolve(SwayProcess.CONTROL);
    try (var ipc = new SwayIpc(control, Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
      mode = ipc.set(SwayProcess.OUTPUT, wanted, deadlineNanos);
    } catch (IOException e) {
      throw new BackendException(
          sway.program().process().isAlive()
              ? BackendException.Kind.FAILED
              : BackendException.Kind.DEVICE_LOST,
          "sway cannot be told its mode: " + e.getMessage(),
          e);
    }
  }
}
