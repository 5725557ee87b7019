package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A client's output in a desktop that was there before and stays. Any thread.
final class AttachedDisplay implements VirtualDisplay {
  private final AttachedDesktop desktop;
  private final String output;
  private final int headroomPercent;
  private final Map<String, String> environment;
  private final Optional<String> account;
  private final StageHealth health;
  private final Consumer<AttachedDisplay> closed;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile DisplayRequest request; // written under this
  private volatile OutputState state; // written under this

  /// @param account whom its programs run as; empty: the host's own user
  /// @param closed told once, to give the output back
  AttachedDisplay(
      AttachedDesktop desktop,
      String output,
      DisplayRequest request,
      int headroomPercent,
      Map<String, String> environment,
      Optional<String> account,
      StageHealth health,
      Consumer<AttachedDisplay> closed)
      throws BackendException {
    this.desktop = desktop;
    this.output = output;
    this.request = request;
    this.headroomPercent = headroomPercent;
    this.environment = Map.copyOf(environment);
    this.account = account;
    this.health = health;
    this.closed = closed;
    state = desktop.state(output);
  }

  AttachedDesktop desktop() {
    return desktop;
  }

  String output() {
    return output;
  }

  /// The output or its desktop is gone.
  void lost(String why) {
    if (!closing.get()) {
      health.lost(new BackendException(BackendException.Kind.DEVICE_LOST, why));
    }
  }

  @Override
  public String id() {
    return desktop.desktop().kind() + "-" + output;
  }

  @Override
  public DisplayRequest actual() {
    OutputState is = state;
    return new DisplayRequest(
        request.name(),
        Math.clamp(is.widthPx(), 64, 16384),
        Math.clamp(is.heightPx(), 64, 16384),
        Math.clamp(is.refreshMilliHz(), 1000, 480_000),
        Math.clamp(is.scale(), 0.5, 4),
        request.color(),
        request.arrangement(),
        request.mirrorOf());
  }

  @Override
  public CaptureTarget captureTarget() {
    return new CaptureTarget.WaylandOutput(desktop.desktop().socket(), output);
  }

  @Override
  public List<InputTarget> inputTargets() {
    return List.of(new InputTarget.WaylandSeat(desktop.desktop().socket(), "seat0", output));
  }

  @Override
  public Region region() {
    return state.region();
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Optional<String> account() {
    return account;
  }

  @Override
  public boolean attached() {
    return true;
  }

  @Override
  public synchronized void reconfigure(DisplayRequest wanted) throws BackendException {
    desktop.change(output, wanted, headroomPercent);
    state = desktop.state(output);
    request = wanted;
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      closed.accept(this);
    }
  }
}
