package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.Region;
import io.oriel.lib.dbus.BusException;
import io.oriel.vdisplay.mutter.internal.layout.Layouts;
import io.oriel.vdisplay.mutter.internal.layout.Monitor;
import io.oriel.vdisplay.mutter.internal.layout.Screens;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The monitor of one display among those of its desktop: finds it when it appears, lays the
/// desktop out for it, and knows its mode. Any thread.
final class DisplayMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(DisplayMonitor.class);
  private static final int ATTEMPTS = 3;

  /// How it is.
  ///
  /// @param region in logical pixels of the desktop
  record View(int widthPx, int heightPx, int refreshMilliHz, double scale, Region region) {}

  private final MonitorBoard board;
  private final SharedLayout shared;
  private final boolean mayArrange;
  private final StageHealth health;
  private final Runnable shown;
  private final List<Monitor> before;
  private final Optional<String> mirrored;
  private DisplayRequest wanted; // guarded by this, as all that follows
  private Monitor own;
  private String arrangedFor = "";
  private int failures;
  private boolean released;
  private String missed = "";
  private volatile View view;

  /// @param start the desktop before the display had a monitor
  /// @param mirrored connector of the monitor that it shows; empty: it gets one of its own
  /// @param mayArrange whether the desktop's layout may be changed
  /// @param shown told when the monitor is there for the first time
  DisplayMonitor(
      MonitorBoard board,
      SharedLayout shared,
      Screens start,
      Optional<String> mirrored,
      boolean mayArrange,
      DisplayRequest wanted,
      StageHealth health,
      Runnable shown) {
    this.board = board;
    this.shared = shared;
    this.before = start.monitors();
    this.mirrored = mirrored;
    this.mayArrange = mayArrange;
    this.wanted = wanted;
    this.health = health;
    this.shown = shown;
  }

  /// What is known of it; empty: it is not there yet.
  Optional<View> view() {
    return Optional.ofNullable(view);
  }

  /// Another mode, scale or arrangement is wanted from now on; the size is for the consumer of the
  /// pictures to negotiate.
  synchronized void want(DisplayRequest next) {
    wanted = next;
    arrangedFor = "";
    failures = 0;
    look();
  }

  /// The desktop's monitors have changed. May block for an answer of Mutter.
  synchronized void look() {
    if (released) {
      return; // a monitor that is new now is another display's
    }
    try {
      Screens now = board.read();
      Optional<Monitor> mine = find(now);
      if (mine.isEmpty() || now.place(mine.get().connector()).isEmpty()) {
        return; // not there yet, or somebody has switched it off
      }
      boolean first = view == null;
      if (mirrored.isEmpty()) {
        own = mine.get();
        arrange(now, own);
        now = board.read();
      }
      see(now, mine.get().connector());
      if (first && view != null) {
        shown.run();
      }
    } catch (BusException e) {
      LOG.debug("The monitors cannot be read: {}", e.getMessage());
    }
  }

  /// The monitor is going to be taken away.
  synchronized void release() {
    released = true;
    if (own != null) {
      shared.release(own);
      own = null;
    }
  }

  /// Whether Mutter still has it.
  synchronized boolean there() throws BusException {
    return own != null && board.read().monitors().stream().anyMatch(own::same);
  }

  private Optional<Monitor> find(Screens now) {
    if (mirrored.isPresent()) {
      return now.monitor(mirrored.get());
    }
    if (own != null) {
      return now.monitors().stream().filter(own::same).findFirst();
    }
    // Nothing tells which monitor a stream made: it is new, nobody else's, and of the right size.
    var fresh =
        now.monitors().stream()
            .filter(Monitor::virtual)
            .filter(monitor -> before.stream().noneMatch(monitor::same))
            .filter(this::sized)
            .toList();
    return fresh.stream().filter(shared::claim).findFirst();
  }

  private boolean sized(Monitor monitor) {
    return monitor
        .current()
        .filter(mode -> mode.width() == wanted.widthPx() && mode.height() == wanted.heightPx())
        .isPresent();
  }

  private void arrange(Screens now, Monitor mine) {
    if (!mayArrange || wanted.arrangement() == Arrangement.MIRROR) {
      return;
    }
    String state = state(now, mine);
    var layout = Layouts.wanted(now, mine.connector(), wanted.arrangement(), wanted.scale());
    if (now.laidOutAs(layout)) {
      arrangedFor = state;
      failures = 0;
      return;
    }
    if (state.equals(arrangedFor) || failures >= ATTEMPTS) {
      return; // somebody has arranged them differently since: that is their right
    }
    try {
      board.apply(now, layout);
      arrangedFor = state;
      failures = 0;
    } catch (BusException e) {
      failures++;
      LOG.debug("Mutter refuses a layout: {}", e.getMessage());
      if (failures == ATTEMPTS) {
        health.degraded("the desktop's monitors stay as they are: " + e.getMessage());
      }
    }
  }

  /// What a layout was worked out from; another one has to be worked out when it changes.
  private String state(Screens now, Monitor mine) {
    var monitors = new StringBuilder();
    now.monitors()
        .forEach(each -> monitors.append(each.connector()).append(each.serial()).append(' '));
    return monitors + mine.current().map(Monitor.Mode::id).orElse("");
  }

  private void see(Screens now, String connector) {
    var place = now.place(connector);
    var mode = now.monitor(connector).flatMap(Monitor::current);
    if (place.isEmpty() || mode.isEmpty()) {
      return;
    }
    boolean upright = place.get().transform() % 2 == 0;
    var seen =
        new View(
            upright ? mode.get().width() : mode.get().height(),
            upright ? mode.get().height() : mode.get().width(),
            mode.get().refreshMilliHz(),
            place.get().scale(),
            now.region(place.get()));
    View last = view;
    view = seen;
    if (mirrored.isPresent() && last != null && !last.equals(seen)) {
      health.changed("%s is %dx%d now".formatted(connector, seen.widthPx(), seen.heightPx()));
    }
    if (mirrored.isEmpty()) {
      remarkScale(seen);
    }
  }

  private void remarkScale(View seen) {
    if (Math.abs(seen.scale() - wanted.scale()) < 0.05) {
      return;
    }
    String text =
        "Mutter offers no scale of %.2f at %dx%d, it is %.2f"
            .formatted(wanted.scale(), seen.widthPx(), seen.heightPx(), seen.scale());
    if (!text.equals(missed)) {
      missed = text;
      health.degraded(text);
    }
  }
}
