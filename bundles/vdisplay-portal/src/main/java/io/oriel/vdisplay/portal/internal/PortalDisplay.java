package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What a person shares through the portal. Any thread.
final class PortalDisplay implements VirtualDisplay {
  private final String id;
  private final int slot;
  private final PortalSession session;
  private final Map<String, String> environment;
  private final Consumer<PortalDisplay> whenClosed;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile DisplayRequest request;

  /// *Takes ownership* of the session.
  ///
  /// @param slot tells it from the other displays that are open
  PortalDisplay(
      String id,
      int slot,
      PortalSession session,
      DisplayRequest request,
      Map<String, String> environment,
      Consumer<PortalDisplay> whenClosed) {
    this.id = id;
    this.slot = slot;
    this.session = session;
    this.environment = environment;
    this.whenClosed = whenClosed;
    this.request = mode(request);
  }

  PortalSession session() {
    return session;
  }

  int slot() {
    return slot;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public DisplayRequest actual() {
    return request;
  }

  @Override
  public CaptureTarget captureTarget() throws BackendException {
    return new CaptureTarget.PipeWireNode(
        session.stream().node(),
        OptionalLong.empty(),
        OptionalInt.of(session.openPipeWire()),
        Optional.empty(),
        sizedByConsumer());
  }

  /// EIS where the portal has it, else its own calls; the kernel's devices where it takes no input
  /// at all.
  @Override
  public List<InputTarget> inputTargets() {
    var targets = new ArrayList<InputTarget>();
    if (session.abilities().eis() && session.devices() != 0) {
      targets.add(new InputTarget.EisFd(session::connectToEis, session.stream().mappingId()));
    }
    if (session.abilities().input()) {
      targets.add(new InputTarget.Own());
    } else {
      targets.add(new InputTarget.None());
    }
    return targets;
  }

  @Override
  public Region region() {
    var now = request;
    return session.stream()
        .region()
        .filter(_ -> !sizedByConsumer())
        .orElse(new Region(0, 0, now.widthPx(), now.heightPx()));
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
  public void reconfigure(DisplayRequest wanted) throws BackendException {
    var changed = mode(wanted);
    if (changed.widthPx() != wanted.widthPx() || changed.heightPx() != wanted.heightPx()) {
      throw new BackendException(
          Kind.UNSUPPORTED,
          "the desktop's portal shares a monitor of %dx%d, which keeps its size"
              .formatted(changed.widthPx(), changed.heightPx()));
    }
    request = changed;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.close();
      whenClosed.accept(this);
    }
  }

  private boolean sizedByConsumer() {
    return session.stream().virtual() && session.stream().region().isEmpty();
  }

  /// A monitor that is there has the size that it has.
  private DisplayRequest mode(DisplayRequest wanted) {
    return session.stream()
        .region()
        .filter(_ -> !sizedByConsumer())
        .filter(region -> fits(region.width()) && fits(region.height()))
        .map(region -> wanted.withMode(region.width(), region.height(), wanted.refreshMilliHz()))
        .orElse(wanted);
  }

  /// Sizes that a request can name.
  private static boolean fits(int size) {
    return size >= 64 && size <= 16384;
  }
}
