package io.oriel.media.wayland;

import io.oriel.media.wayland.protocol.WlOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A monitor of the compositor, as its events describe it. Connection's thread.
public final class Output implements WlOutput.Events {
  private final int global;
  private WlOutput proxy;
  private String name = "";
  private int widthPx;
  private int heightPx;
  private int refreshMilliHz;
  private int generation;

  private Output(int global) {
    this.global = global;
  }

  /// Finds an output by its name.
  ///
  /// @param name for example `HEADLESS-1`
  /// @return empty when there is none of this name
  public static Optional<Output> find(
      WaylandConnection connection, Globals globals, String name, Duration limit)
      throws WaylandException {
    List<Output> all = new ArrayList<>();
    for (Globals.Global offer : globals.all(WlOutput.INTERFACE)) {
      var output = new Output(offer.name());
      output.proxy = globals.bind(offer, new WlOutput(output));
      all.add(output);
    }
    connection.roundtrip(limit);
    return all.stream().filter(o -> o.name.equals(name)).findFirst();
  }

  public WlOutput proxy() {
    return proxy;
  }

  /// The compositor's number for it, as in [Globals.Global#name()].
  public int global() {
    return global;
  }

  public String name() {
    return name;
  }

  /// Width of its current mode; 0: it has none.
  public int widthPx() {
    return widthPx;
  }

  /// Height of its current mode; 0: it has none.
  public int heightPx() {
    return heightPx;
  }

  /// Refresh rate of its current mode; 0: unknown.
  public int refreshMilliHz() {
    return refreshMilliHz;
  }

  /// Grows with every change of the current mode.
  public int generation() {
    return generation;
  }

  @Override
  public void mode(int flags, int width, int height, int refresh) {
    if ((flags & WlOutput.MODE_CURRENT) != 0) {
      if (widthPx != width || heightPx != height) {
        generation++;
      }
      widthPx = width;
      heightPx = height;
      refreshMilliHz = refresh;
    }
  }

  @Override
  public void name(String given) {
    name = Objects.requireNonNullElse(given, "");
  }
}
