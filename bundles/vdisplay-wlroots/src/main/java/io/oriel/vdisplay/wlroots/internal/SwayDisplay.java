package io.oriel.vdisplay.wlroots.internal;

import com.google.gson.JsonArray;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.HostDeathGuard;
import io.oriel.lib.programs.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A display that is the only output of a sway of its own. Any thread; changes of mode exclude each
/// other.
final class SwayDisplay implements VirtualDisplay {
  /// wlroots counts a process's headless outputs from 1.
  static final String OUTPUT = "HEADLESS-1";

  private static final Logger LOG = LoggerFactory.getLogger(SwayDisplay.class);
  private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final Duration LOG_LOOK = Duration.ofSeconds(10);
  private static final long MOST_LOG_BYTES = 4 << 20;
  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final String id;
  private final RunDirectory directory;
  private final SwayProcess sway;
  private final HostDeathGuard guard;
  private final Account account;
  private final Map<String, String> environment;
  private final int headroomPercent;
  private final Consumer<SwayDisplay> closed;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile DisplayRequest request; // written under this
  private volatile OutputMode mode; // written under this

  /// Takes ownership of all it is handed.
  SwayDisplay(
      String id,
      DisplayRequest request,
      RunDirectory directory,
      SwayProcess sway,
      HostDeathGuard guard,
      Account account,
      Map<String, String> environment,
      int headroomPercent,
      Consumer<SwayDisplay> closed) {
    this.id = id;
    this.request = request;
    this.directory = directory;
    this.sway = sway;
    this.guard = guard;
    this.account = account;
    this.environment = environment;
    this.headroomPercent = headroomPercent;
    this.closed = closed;
  }

  /// Waits until the output has the size asked for, then tells about sway's death.
  ///
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  void settle(StageHealth health, DisplayLog log, long deadlineNanos) throws BackendException {
    set(OutputMode.wanted(request, headroomPercent), deadlineNanos);
    Thread.ofVirtual().name("oriel-log-" + id).start(() -> boundLog(log));
    sway.process()
        .onExit()
        .thenAccept(
            process -> {
              if (!closing.get()) {
                health.lost(
                    new BackendException(
                        BackendException.Kind.DEVICE_LOST, SwayProcess.ended(process, log)));
              }
            });
  }

  /// Programs that were started from the desktop write there too, for as long as it is kept.
  private void boundLog(DisplayLog log) {
    try {
      while (!sway.process().waitFor(LOG_LOOK)) {
        log.log().bound(MOST_LOG_BYTES);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be kept small: {}", log.file(), e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public DisplayRequest actual() {
    return mode.in(request);
  }

  @Override
  public CaptureTarget captureTarget() {
    return new CaptureTarget.WaylandOutput(socket(), OUTPUT);
  }

  @Override
  public List<InputTarget> inputTargets() {
    return List.of(new InputTarget.WaylandSeat(socket(), "seat0", OUTPUT));
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
    return account.dropped() ? Optional.of(account.name()) : Optional.empty();
  }

  @Override
  public synchronized void reconfigure(DisplayRequest wanted) throws BackendException {
    OutputMode before = mode;
    long deadline = System.nanoTime() + CONTROL_PATIENCE.toNanos();
    try {
      set(OutputMode.wanted(wanted, headroomPercent), deadline);
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
    sway.process().destroy();
    release(id, directory, guard);
    closed.accept(this);
  }

  /// Ends every process of a display and removes what it left. Also for one that never got ready.
  static void release(String id, RunDirectory directory, HostDeathGuard guard) {
    int left = DisplayProcesses.of(id).end(PATIENCE);
    if (left > 0) {
      LOG.warn("{} processes of display {} could not be ended", left, id);
    }
    if (guard != null) {
      guard.close();
    }
    try {
      directory.delete();
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", directory.path(), e.toString());
    }
  }

  private String socket() {
    return directory.resolve(sway.waylandDisplay()).toString();
  }

  /// Sets a mode and reads it back until it is in force.
  private synchronized void set(OutputMode wanted, long deadlineNanos) throws BackendException {
    Path control = directory.resolve(SwayProcess.CONTROL);
    Optional<OutputMode> now = Optional.empty();
    try (var ipc = new SwayIpc(control, Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
      ipc.run(wanted.command(OUTPUT));
      while (true) {
        JsonArray outputs = ipc.outputs();
        now = OutputMode.of(outputs, OUTPUT);
        if (now.isPresent() && now.get().sizeOf(wanted)) {
          mode = now.get();
          return;
        }
        if (System.nanoTime() > deadlineNanos || Thread.currentThread().isInterrupted()) {
          break;
        }
        // sway applies a mode with its next frame and sends no event for it.
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    } catch (IOException e) {
      throw new BackendException(
          sway.process().isAlive()
              ? BackendException.Kind.FAILED
              : BackendException.Kind.DEVICE_LOST,
          "sway cannot be told its mode: " + e.getMessage(),
          e);
    }
    throw new BackendException(
        BackendException.Kind.FAILED,
        "sway shows "
            + now.map(m -> m.widthPx() + "x" + m.heightPx()).orElse("no output")
            + " instead of "
            + wanted.widthPx()
            + "x"
            + wanted.heightPx());
  }
}
