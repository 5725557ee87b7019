package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.Region;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.KdeOutputDeviceV2;
import io.oriel.media.wayland.protocol.ZkdeScreencastUnstableV1;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds a stream for a request: a monitor that KWin makes, or what a request falls back to. Loop's
/// thread.
final class Monitors {
  private static final int CUSTOM_SINCE = 18;
  private static final int LONGEST_NAME = 24;

  private final Screencast screencast;
  private final KwinOutputs outputs;
  private final List<String> fallbacks;
  private final Consumer<String> remark;

  /// @param remark told what the user will notice
  Monitors(
      Screencast screencast, KwinOutputs outputs, List<String> fallbacks, Consumer<String> remark) {
    this.screencast = screencast;
    this.outputs = outputs;
    this.fallbacks = fallbacks;
    this.remark = remark;
  }

  KwinOutputs outputs() {
    return outputs;
  }

  /// A stream and what it shows.
  ///
  /// @param output `null`: a window
  /// @param own made by [#open]
  record Made(KwinStream stream, KwinOutput output, boolean own) {
    String name() {
      return output == null ? "a window" : output.name();
    }

    /// What became of a request.
    DisplayRequest actual(DisplayRequest wanted) {
      var mode = output == null ? Optional.<KwinOutput.Mode>empty() : output.mode();
      int rate = mode.map(KwinOutput.Mode::refreshMilliHz).orElse(0);
      return new DisplayRequest(
          wanted.name(),
          mode.map(KwinOutput.Mode::widthPx).orElse(wanted.widthPx()),
          mode.map(KwinOutput.Mode::heightPx).orElse(wanted.heightPx()),
          Math.clamp(rate == 0 ? 60_000 : rate, 1000, 480_000),
          output == null ? wanted.scale() : Math.clamp(output.scale(), 0.5, 4),
          wanted.color(),
          wanted.arrangement(),
          wanted.mirrorOf());
    }

    Region region(DisplayRequest wanted) {
      return output == null
          ? new Region(0, 0, wanted.widthPx(), wanted.heightPx())
          : output.region();
    }
  }

  /// Opens the best that KWin gives.
  ///
  /// @throws WaylandException with what it said to each way
  Made open(DisplayRequest wanted, long deadlineNanos) throws WaylandException {
    if (wanted.arrangement() == Arrangement.MIRROR) {
      return mirror(wanted.mirrorOf(), deadlineNanos);
    }
    WaylandException refused;
    try {
      return virtual(wanted, deadlineNanos);
    } catch (WaylandException e) {
      refused = e;
    }
    for (String way : fallbacks) {
      try {
        Made made = way.equals("window") ? window(deadlineNanos) : existing(wanted, deadlineNanos);
        remark.accept(
            "KWin makes no monitor ("
                + refused.getMessage()
                + "); the client sees "
                + (made.output() == null ? "the full-screen window" : "monitor " + made.name()));
        return made;
      } catch (WaylandException e) {
        refused = new WaylandException(refused.getMessage() + "; " + way + ": " + e.getMessage());
      }
    }
    throw refused;
  }

  private Made virtual(DisplayRequest wanted, long deadlineNanos) throws WaylandException {
    String name = name(wanted.name());
    KwinStream stream =
        screencast.virtualOutput(
            name,
            "Oriel: " + wanted.name(),
            wanted.widthPx(),
            wanted.heightPx(),
            ZkdeScreencastUnstableV1.POINTER_EMBEDDED,
            deadlineNanos);
    try {
      outputs.await(() -> named(name).isPresent(), deadlineNanos);
      KwinOutput output =
          named(name).orElseThrow(() -> new WaylandException("KWin shows no monitor " + name));
      if (wanted.scale() != 1) {
        scale(output, wanted.scale(), deadlineNanos);
      }
      return new Made(stream, output, true);
    } catch (WaylandException e) {
      stream.close();
      throw e;
    }
  }

  /// KWin puts `Virtual-` before the names of monitors it makes.
  private Optional<KwinOutput> named(String name) throws WaylandException {
    return outputs.first(o -> o.name().endsWith(name) && o.mode().isPresent());
  }

  private void scale(KwinOutput output, double scale, long deadlineNanos) {
    try {
      outputs.apply(change -> change.scale(output.proxy(), scale), deadlineNanos);
      outputs.await(() -> Math.abs(output.scale() - scale) < 0.01, deadlineNanos);
    } catch (WaylandException e) {
      remark.accept("KWin does not scale its monitor: " + e.getMessage());
    }
  }

  private Made mirror(Optional<String> connector, long deadlineNanos) throws WaylandException {
    Optional<KwinOutput> output =
        connector.isPresent()
            ? outputs.first(o -> o.enabled() && o.name().equals(connector.get()))
            : outputs.primary();
    return stream(
        output.orElseThrow(
            () ->
                new WaylandException(
                    connector
                        .map(c -> "the desktop has no monitor " + c + " that is on")
                        .orElse("the desktop has no monitor that is on"))),
        deadlineNanos);
  }

  private Made existing(DisplayRequest wanted, long deadlineNanos) throws WaylandException {
    Optional<KwinOutput> same =
        outputs.first(
            o ->
                o.enabled()
                    && o.mode()
                        .filter(m -> m.widthPx() == wanted.widthPx())
                        .filter(m -> m.heightPx() == wanted.heightPx())
                        .isPresent());
    KwinOutput output =
        same.or(this::primary)
            .orElseThrow(() -> new WaylandException("the desktop has no monitor that is on"));
    return stream(output, deadlineNanos);
  }

  private Optional<KwinOutput> primary() {
    try {
      return outputs.primary();
    } catch (WaylandException e) {
      return Optional.empty();
    }
  }

  private Made stream(KwinOutput output, long deadlineNanos) throws WaylandException {
    return new Made(
        screencast.output(output.name(), ZkdeScreencastUnstableV1.POINTER_EMBEDDED, deadlineNanos),
        output,
        false);
  }

  private Made window(long deadlineNanos) throws WaylandException {
    String uuid =
        screencast
            .fullScreenWindow(deadlineNanos)
            .orElseThrow(() -> new WaylandException("no window fills a monitor"));
    return new Made(
        screencast.window(uuid, ZkdeScreencastUnstableV1.POINTER_EMBEDDED, deadlineNanos),
        null,
        false);
  }

  /// Gives a monitor another mode, if it has it or takes one.
  ///
  /// @return `false`: it has not
  boolean resize(KwinOutput output, DisplayRequest wanted, long deadlineNanos)
      throws WaylandException {
    var mode = output.mode(wanted.widthPx(), wanted.heightPx(), wanted.refreshMilliHz());
    if (mode.isEmpty() && output.can(KdeOutputDeviceV2.CAPABILITY_CUSTOM_MODES)) {
      outputs.addMode(output, wanted, CUSTOM_SINCE, deadlineNanos);
      outputs.await(
          () -> output.mode(wanted.widthPx(), wanted.heightPx(), 0).isPresent(), deadlineNanos);
      mode = output.mode(wanted.widthPx(), wanted.heightPx(), wanted.refreshMilliHz());
    }
    if (mode.isEmpty()) {
      return false;
    }
    var set = mode.get();
    outputs.apply(
        change -> {
          change.mode(output.proxy(), set.proxy());
          change.scale(output.proxy(), wanted.scale());
        },
        deadlineNanos);
    if (!outputs.await(() -> output.mode().filter(m -> m == set).isPresent(), deadlineNanos)) {
      throw new WaylandException("KWin keeps its old mode");
    }
    return true;
  }

  /// Part of a monitor's name, by which Plasma remembers its scale and place: the client's, and a
  /// number where there are several.
  private String name(String client) throws WaylandException {
    String plain = client.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String text = "oriel-" + plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    String name = text;
    for (int number = 2; named(name).isPresent(); number++) {
      name = text + "-" + number;
    }
    return name;
  }
}
