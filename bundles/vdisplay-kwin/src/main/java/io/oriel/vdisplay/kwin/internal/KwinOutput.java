package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.display.Region;
import io.oriel.media.wayland.protocol.KdeOutputDeviceModeV2;
import io.oriel.media.wayland.protocol.KdeOutputDeviceV2;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One monitor of KWin, as `kde_output_device_v2` describes it. Loop's thread.
final class KwinOutput implements KdeOutputDeviceV2.Events {
  /// A mode KWin offers.
  static final class Mode implements KdeOutputDeviceModeV2.Events {
    private final KdeOutputDeviceModeV2 proxy;
    private int widthPx;
    private int heightPx;
    private int refreshMilliHz;
    private boolean removed;

    private Mode(KdeOutputDeviceModeV2 proxy) {
      this.proxy = proxy;
      proxy.listen(this);
    }

    KdeOutputDeviceModeV2 proxy() {
      return proxy;
    }

    int widthPx() {
      return widthPx;
    }

    int heightPx() {
      return heightPx;
    }

    int refreshMilliHz() {
      return refreshMilliHz;
    }

    @Override
    public void size(int width, int height) {
      widthPx = width;
      heightPx = height;
    }

    @Override
    public void refresh(int refresh) {
      refreshMilliHz = refresh;
    }

    @Override
    public void removed() {
      removed = true;
    }
  }

  private static final int MOST_MODES = 1024; // far above any honest monitor

  private final KdeOutputDeviceV2 proxy;
  private final List<Mode> modes = new ArrayList<>();
  private Mode current;
  private String name = "";
  private String uuid = "";
  private String replicates = "";
  private boolean enabled;
  private int capabilities;
  private int priority;
  private int x;
  private int y;
  private double scale = 1;
  private int transform;
  private volatile Region settled = new Region(0, 0, 1, 1);
  private boolean complete;
  private boolean gone;

  /// One that is going to be bound.
  KwinOutput() {
    this(new KdeOutputDeviceV2());
  }

  /// @param proxy bound or not; its events are heard here from now on
  KwinOutput(KdeOutputDeviceV2 proxy) {
    this.proxy = proxy;
    proxy.listen(this);
  }

  KdeOutputDeviceV2 proxy() {
    return proxy;
  }

  /// Connector, for example `DP-1`; KWin before 5.27 tells none.
  String name() {
    return name;
  }

  /// Names the monitor also after it was unplugged.
  String uuid() {
    return uuid;
  }

  boolean enabled() {
    return enabled;
  }

  int priority() {
    return priority;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  double scale() {
    return scale;
  }

  /// The uuid of the monitor it shows the picture of; empty: its own picture.
  String replicates() {
    return replicates;
  }

  boolean can(int capability) {
    return (capabilities & capability) != 0;
  }

  /// Whether everything about it has been told and it is still there.
  boolean usable() {
    return complete && !gone;
  }

  boolean gone() {
    return gone;
  }

  void unplugged() {
    gone = true;
  }

  Optional<Mode> mode() {
    return Optional.ofNullable(current);
  }

  List<Mode> modes() {
    return modes.stream().filter(m -> !m.removed).toList();
  }

  /// The mode of exactly this size whose rate is nearest.
  Optional<Mode> mode(int widthPx, int heightPx, int milliHz) {
    return modes().stream()
        .filter(m -> m.widthPx == widthPx && m.heightPx == heightPx)
        .min(java.util.Comparator.comparingInt(m -> Math.abs(m.refreshMilliHz - milliHz)));
  }

  /// Where it lay when KWin had last told all of a change, in logical pixels. Any thread.
  Region settled() {
    return settled;
  }

  /// Where it lies, in logical pixels.
  Region region() {
    int width = current == null ? 0 : current.widthPx;
    int height = current == null ? 0 : current.heightPx;
    boolean turned = (transform & 1) != 0; // wl_output.transform: 90 and 270 degrees are odd
    return new Region(
        x,
        y,
        (int) Math.round((turned ? height : width) / scale),
        (int) Math.round((turned ? width : height) / scale));
  }

  @Override
  public void geometry(
      int left,
      int top,
      int physicalWidth,
      int physicalHeight,
      int subpixel,
      String make,
      String model,
      int turn) {
    x = left;
    y = top;
    transform = turn;
  }

  @Override
  public void mode(KdeOutputDeviceModeV2 mode) {
    modes.removeIf(m -> m.removed && m != current); // each custom mode replaces another
    if (modes.size() < MOST_MODES) {
      modes.add(new Mode(mode));
    }
  }

  @Override
  public void currentMode(KdeOutputDeviceModeV2 mode) {
    current = modes.stream().filter(m -> m.proxy == mode).findFirst().orElse(null);
  }

  @Override
  public void scale(double factor) {
    scale = factor > 0 ? factor : 1;
  }

  @Override
  public void enabled(int now) {
    enabled = now != 0;
  }

  @Override
  public void uuid(String given) {
    uuid = Objects.requireNonNullElse(given, "");
  }

  @Override
  public void name(String given) {
    name = Objects.requireNonNullElse(given, "");
  }

  @Override
  public void capabilities(int flags) {
    capabilities = flags;
  }

  @Override
  public void replicationSource(String source) {
    replicates = Objects.requireNonNullElse(source, "");
  }

  @Override
  public void priority(int given) {
    priority = given;
  }

  @Override
  public void removed() {
    gone = true;
  }

  @Override
  public void done() {
    complete = true;
    settled = region();
  }
}
