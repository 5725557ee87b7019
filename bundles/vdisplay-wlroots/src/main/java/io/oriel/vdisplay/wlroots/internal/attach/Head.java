package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ZwlrOutputHeadV1;
import io.oriel.media.wayland.protocol.ZwlrOutputModeV1;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One output as wlr-output-management describes it. Connection's thread.
final class Head implements ZwlrOutputHeadV1.Events {
  private static final int MOST_MODES = 4096;
  private static final int SAME_RATE_MILLI_HZ = 500;

  private final ZwlrOutputHeadV1 proxy;
  private final List<Mode> modes = new ArrayList<>();
  private String name = "";
  private boolean enabled;
  private Mode current;
  private int x;
  private int y;
  private int transform;
  private double scale = 1;
  private boolean gone;

  Head(ZwlrOutputHeadV1 proxy) {
    this.proxy = proxy;
  }

  ZwlrOutputHeadV1 proxy() {
    return proxy;
  }

  /// Whether the output is gone.
  boolean gone() {
    return gone;
  }

  OutputState state() {
    return enabled && current != null
        ? new OutputState(
            name,
            true,
            current.widthPx,
            current.heightPx,
            current.refreshMilliHz,
            x,
            y,
            scale > 0 ? scale : 1,
            Math.clamp(transform, 0, OutputState.TRANSFORMS.size() - 1))
        : OutputState.off(name);
  }

  /// A mode of the output that is the one wanted.
  ///
  /// @param nearest whether the one that comes nearest will do
  Optional<Mode> mode(OutputState wanted, boolean nearest) {
    Comparator<Mode> bySize =
        Comparator.comparingLong(
            m ->
                Math.abs(
                    (long) m.widthPx * m.heightPx - (long) wanted.widthPx() * wanted.heightPx()));
    return modes.stream()
        .filter(m -> !m.finished)
        .filter(m -> nearest || m.is(wanted))
        .min(bySize.thenComparingInt(m -> Math.abs(m.refreshMilliHz - wanted.refreshMilliHz())));
  }

  @Override
  public void name(String given) {
    name = Objects.requireNonNullElse(given, "");
  }

  @Override
  public void mode(ZwlrOutputModeV1 mode) throws WaylandException {
    if (modes.size() == MOST_MODES) {
      throw new WaylandException("an output has more than " + MOST_MODES + " modes");
    }
    var added = new Mode(mode);
    mode.listen(added);
    modes.add(added);
  }

  @Override
  public void enabled(int on) {
    enabled = on != 0;
  }

  @Override
  public void currentMode(ZwlrOutputModeV1 mode) {
    current = modes.stream().filter(m -> m.proxy == mode).findFirst().orElse(null);
  }

  @Override
  public void position(int left, int top) {
    x = left;
    y = top;
  }

  @Override
  public void transform(int turned) {
    transform = turned;
  }

  @Override
  public void scale(double factor) {
    scale = factor;
  }

  @Override
  public void finished() {
    gone = true;
  }

  /// One mode of an output.
  static final class Mode implements ZwlrOutputModeV1.Events {
    private final ZwlrOutputModeV1 proxy;
    private int widthPx;
    private int heightPx;
    private int refreshMilliHz;
    private boolean finished;

    private Mode(ZwlrOutputModeV1 proxy) {
      this.proxy = proxy;
    }

    ZwlrOutputModeV1 proxy() {
      return proxy;
    }

    private boolean is(OutputState wanted) {
      return widthPx == wanted.widthPx()
          && heightPx == wanted.heightPx()
          && Math.abs(refreshMilliHz - wanted.refreshMilliHz()) < SAME_RATE_MILLI_HZ;
    }

    @Override
    public void size(int width, int height) {
      widthPx = width;
      heightPx = height;
    }

    @Override
    public void refresh(int milliHz) {
      refreshMilliHz = milliHz;
    }

    @Override
    public void finished() {
      finished = true;
    }
  }
}
