package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.KdeModeListV2;
import io.oriel.media.wayland.protocol.KdeOutputConfigurationV2;
import io.oriel.media.wayland.protocol.KdeOutputDeviceRegistryV2;
import io.oriel.media.wayland.protocol.KdeOutputDeviceV2;
import io.oriel.media.wayland.protocol.KdeOutputManagementV2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// All monitors of KWin, and how they are changed. Loop's thread.
///
/// Up to Plasma 6.5 each monitor is a global of its own; later there is a registry of them
/// (`kde_output_device_registry_v2`, version 21).
final class KwinOutputs {
  private static final int REGISTRY_SINCE = 21;

  private final WaylandConnection connection;
  private final Globals globals;
  private final Optional<KdeOutputManagementV2> management;
  private final Map<Integer, KwinOutput> byGlobal = new LinkedHashMap<>();
  private final List<KwinOutput> byRegistry = new ArrayList<>();
  private WaylandException failed; // while the list was followed

  private KwinOutputs(
      WaylandConnection connection, Globals globals, Optional<KdeOutputManagementV2> management) {
    this.connection = connection;
    this.globals = globals;
    this.management = management;
  }

  /// Learns of all monitors and follows them from then on.
  static KwinOutputs of(WaylandConnection connection, Globals globals, Duration limit)
      throws WaylandException {
    var outputs = new KwinOutputs(connection, globals, globals.bind(new KdeOutputManagementV2()));
    boolean single = !globals.all(KdeOutputDeviceV2.INTERFACE).isEmpty();
    boolean registry =
        globals.all(KdeOutputDeviceRegistryV2.INTERFACE).stream()
            .anyMatch(g -> g.version() >= REGISTRY_SINCE);
    if (!single && registry) {
      globals.bind(
          new KdeOutputDeviceRegistryV2(
              new KdeOutputDeviceRegistryV2.Events() {
                @Override
                public void output(KdeOutputDeviceV2 device) {
                  var added = new KwinOutput(device);
                  outputs.byRegistry.removeIf(KwinOutput::gone);
                  outputs.byRegistry.add(added);
                }
              }));
    }
    globals.onChange(outputs::follow);
    outputs.follow();
    connection.roundtrip(limit);
    connection.roundtrip(limit); // the modes' own events follow those of the monitors
    return outputs;
  }

  /// Those that are plugged in, whether or not they are on.
  List<KwinOutput> all() throws WaylandException {
    if (failed != null) {
      throw failed;
    }
    var all = new ArrayList<>(byGlobal.values());
    all.addAll(byRegistry);
    return all.stream().filter(KwinOutput::usable).toList();
  }

  Optional<KwinOutput> first(Predicate<KwinOutput> which) throws WaylandException {
    return all().stream().filter(which).findFirst();
  }

  /// The one that counts as the first to the desktop: by priority, where KWin tells one, else the
  /// leftmost.
  Optional<KwinOutput> primary() throws WaylandException {
    return all().stream()
        .filter(KwinOutput::enabled)
        .min(
            Comparator.<KwinOutput>comparingInt(KwinOutput::priority)
                .thenComparingInt(KwinOutput::x)
                .thenComparingInt(KwinOutput::y));
  }

  /// Waits until something holds, dispatching events.
  ///
  /// @return whether it came to hold in time
  boolean await(Condition holds, long deadlineNanos) throws WaylandException {
    while (!holds.test()) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      connection.await(left);
    }
    return true;
  }

  /// Something that events may make true.
  interface Condition {
    boolean test() throws WaylandException;
  }

  /// Fills a change of monitors in.
  interface Change {
    void on(KdeOutputConfigurationV2 configuration) throws WaylandException;
  }

  /// Changes monitors, all at once. Returns when KWin has done it.
  ///
  /// @throws WaylandException KWin refuses, or does not answer in time
  void apply(Change change, long deadlineNanos) throws WaylandException {
    KdeOutputManagementV2 manager =
        management.orElseThrow(
            () -> new WaylandException("KWin offers no kde_output_management_v2"));
    var answer = new Answer();
    var configuration = new KdeOutputConfigurationV2(answer);
    manager.createConfiguration(configuration);
    try {
      change.on(configuration);
      configuration.apply();
      if (!await(() -> answer.known, deadlineNanos)) {
        throw new WaylandException("KWin does not say whether it changed its monitors");
      }
    } finally {
      if (configuration.isAlive()) {
        configuration.destroy();
      }
    }
    if (!answer.applied) {
      throw new WaylandException(
          "KWin refuses the change of its monitors"
              + (answer.why.isEmpty() ? "" : ": ")
              + answer.why);
    }
  }

  /// Adds a mode to a monitor, where KWin takes one.
  ///
  /// @param since version of `kde_output_management_v2` that can
  void addMode(KwinOutput output, DisplayRequest wanted, int since, long deadlineNanos)
      throws WaylandException {
    KdeOutputManagementV2 manager = management.filter(m -> m.version() >= since).orElse(null);
    if (manager == null) {
      return;
    }
    var list = new KdeModeListV2();
    manager.createModeList(list);
    list.setResolution(wanted.widthPx(), wanted.heightPx());
    list.setRefreshRate(wanted.refreshMilliHz());
    list.addMode();
    apply(change -> change.setCustomModes(output.proxy(), list), deadlineNanos);
    list.destroy();
  }

  private void follow() {
    try {
      List<Globals.Global> offers = globals.all(KdeOutputDeviceV2.INTERFACE);
      byGlobal
          .entrySet()
          .removeIf(
              known -> {
                boolean gone = offers.stream().noneMatch(g -> g.name() == known.getKey());
                if (gone) {
                  known.getValue().unplugged();
                }
                return gone;
              });
      for (Globals.Global offer : offers) {
        if (!byGlobal.containsKey(offer.name())) {
          var added = new KwinOutput();
          byGlobal.put(offer.name(), added);
          globals.bind(offer, added.proxy());
        }
      }
    } catch (WaylandException e) {
      failed = e;
    }
  }

  private static final class Answer implements KdeOutputConfigurationV2.Events {
    private boolean known;
    private boolean applied;
    private String why = "";

    @Override
    public void applied() {
      known = true;
      applied = true;
    }

    @Override
    public void failed() {
      known = true;
    }

    @Override
    public void failureReason(String reason) {
      why = reason == null ? "" : reason;
    }
  }
}
