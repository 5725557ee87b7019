package io.oriel.vdisplay.kwin.internal;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.KdeOutputConfigurationV2;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the monitors of a desktop are arranged, as it is remembered and given back.
///
/// @param monitors without the host's own ones
record KwinLayout(List<Monitor> monitors) {
  private static final Gson GSON = new Gson();
  private static final int PRIORITY_SINCE = 3;
  private static final int PRIORITY_TOLD_SINCE = 18;

  /// One monitor.
  ///
  /// @param replicates uuid of the monitor whose picture it shows; empty: its own
  record Monitor(
      String uuid,
      String name,
      boolean enabled,
      int widthPx,
      int heightPx,
      int refreshMilliHz,
      int x,
      int y,
      double scale,
      int priority,
      String replicates) {}

  /// How they are now. Loop's thread.
  ///
  /// @param own names of monitors that the host made
  static KwinLayout of(KwinOutputs outputs, Set<String> own) throws WaylandException {
    var monitors = new ArrayList<Monitor>();
    for (KwinOutput output : outputs.all()) {
      if (own.contains(output.name())) {
        continue;
      }
      Optional<KwinOutput.Mode> mode = output.mode();
      monitors.add(
          new Monitor(
              output.uuid(),
              output.name(),
              output.enabled(),
              mode.map(KwinOutput.Mode::widthPx).orElse(0),
              mode.map(KwinOutput.Mode::heightPx).orElse(0),
              mode.map(KwinOutput.Mode::refreshMilliHz).orElse(0),
              output.x(),
              output.y(),
              output.scale(),
              output.priority(),
              output.replicates()));
    }
    return new KwinLayout(List.copyOf(monitors));
  }

  /// For a [io.oriel.lib.desktop.LayoutJournal].
  String text() {
    return GSON.toJson(this);
  }

  /// @throws IOException it is no layout
  static KwinLayout parse(String text) throws IOException {
    try {
      KwinLayout read = GSON.fromJson(text, KwinLayout.class);
      if (read == null || read.monitors == null || read.monitors.contains(null)) {
        throw new IOException("no monitors are named");
      }
      return read;
    } catch (JsonParseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Gives every monitor that is still there what it had. Loop's thread.
  ///
  /// @return how many there were
  int restore(KwinOutputs outputs, long deadlineNanos) throws WaylandException {
    var found = new ArrayList<Monitor>();
    var there = new ArrayList<KwinOutput>();
    for (Monitor monitor : monitors) {
      Optional<KwinOutput> output = outputs.first(o -> same(o, monitor));
      if (output.isPresent()) {
        found.add(monitor);
        there.add(output.get());
      }
    }
    if (!found.isEmpty()) {
      outputs.apply(
          change -> {
            for (int i = 0; i < found.size(); i++) {
              put(change, there.get(i), found.get(i));
            }
          },
          deadlineNanos);
    }
    return found.size();
  }

  private static boolean same(KwinOutput output, Monitor monitor) {
    return monitor.uuid() == null || monitor.uuid().isEmpty()
        ? output.name().equals(monitor.name())
        : output.uuid().equals(monitor.uuid());
  }

  private static void put(KdeOutputConfigurationV2 change, KwinOutput output, Monitor was)
      throws WaylandException {
    change.enable(output.proxy(), was.enabled() ? 1 : 0);
    if (!was.enabled()) {
      return;
    }
    Optional<KwinOutput.Mode> mode =
        output.mode(was.widthPx(), was.heightPx(), was.refreshMilliHz());
    if (mode.isPresent()) {
      change.mode(output.proxy(), mode.get().proxy());
    }
    change.position(output.proxy(), was.x(), was.y());
    change.scale(output.proxy(), was.scale());
    boolean prioritised =
        change.version() >= PRIORITY_SINCE && output.proxy().version() >= PRIORITY_TOLD_SINCE;
    if (prioritised) {
      change.setPriority(output.proxy(), was.priority());
    }
  }
}
