package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.vdisplay.mutter.internal.layout.LayoutText;
import io.oriel.vdisplay.mutter.internal.layout.Layouts;
import io.oriel.vdisplay.mutter.internal.layout.Monitor;
import io.oriel.vdisplay.mutter.internal.layout.Screens;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the displays in one desktop share: how it was before the first of them, and which monitor
/// belongs to which. Any thread.
final class SharedLayout {
  private static final Logger LOG = LoggerFactory.getLogger(SharedLayout.class);
  private static final int ATTEMPTS = 3;
  private static final Map<String, SharedLayout> ALL = new HashMap<>(); // guarded by itself

  private final String desktop;
  private final LayoutJournal journal;
  private final Set<String> claimed = new HashSet<>(); // serials, guarded by this
  private Screens before; // guarded by this
  private int users; // guarded by ALL

  private SharedLayout(String desktop, LayoutJournal journal) {
    this.desktop = desktop;
    this.journal = journal;
  }

  /// The one of a desktop; [#leave] when it is not used any more.
  static SharedLayout join(String desktop, LayoutJournal journal) {
    synchronized (ALL) {
      var shared = ALL.computeIfAbsent(desktop, _ -> new SharedLayout(desktop, journal));
      shared.users++;
      return shared;
    }
  }

  /// Whether a display of this host is in the desktop.
  private static boolean used(String desktop) {
    synchronized (ALL) {
      return ALL.containsKey(desktop);
    }
  }

  /// Remembers how the desktop is, unless that is done.
  ///
  /// @return whether it is on disk; without that the desktop has to be left as it is
  synchronized boolean remember(Screens now) {
    if (before != null) {
      return true;
    }
    if (now.places().isEmpty()) {
      return true; // nothing to restore
    }
    try {
      journal.write(desktop, LayoutText.of(now));
      before = now;
      return true;
    } catch (IOException e) {
      LOG.warn("The layout of the desktop stays as it is: {}", e.getMessage());
      return false;
    }
  }

  /// Makes a monitor a display's own.
  ///
  /// @return `false`: it is another one's
  synchronized boolean claim(Monitor monitor) {
    return claimed.add(monitor.serial());
  }

  /// A monitor is not anybody's any more.
  synchronized void release(Monitor monitor) {
    claimed.remove(monitor.serial());
  }

  /// A display has left the desktop: gives back the layout that was there before, except what other
  /// displays need.
  ///
  /// @param board of the desktop, as long as it is there
  void leave(MonitorBoard board) {
    boolean last;
    synchronized (ALL) {
      users--;
      last = users == 0;
      if (last) {
        ALL.remove(desktop);
      }
    }
    if (last) {
      Screens then;
      synchronized (this) {
        then = before;
        before = null;
      }
      if (then != null) {
        restore(board, then, desktop, journal);
      }
    }
  }

  /// Gives a desktop back what a host that died has changed, unless a display of this host is in
  /// it.
  static void undo(MonitorBoard board, String desktop, LayoutJournal journal) {
    for (var entry : journal.left()) {
      if (entry.desktop().equals(desktop) && !used(desktop)) {
        try {
          restore(board, LayoutText.parse(entry.layout()), desktop, journal);
        } catch (IOException e) {
          LOG.warn("What is left of a layout is of no use: {}", e.getMessage());
        }
      }
    }
  }

  /// Lays monitors out as they were and forgets about it. What the desktop refuses again and again
  /// is left to it.
  private static void restore(
      MonitorBoard board, Screens then, String desktop, LayoutJournal journal) {
    BusException refusal = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Screens now = board.read();
        var wanted = Layouts.restored(now, then);
        if (wanted.isPresent() && !now.laidOutAs(wanted.get())) {
          board.apply(now, wanted.get());
          LOG.info("The desktop's monitors are laid out as before");
        }
        forget(desktop, journal);
        return;
      } catch (BusException e) {
        switch (e.kind()) {
          case NO_BUS, GONE, UNKNOWN, NO_ANSWER -> {
            LOG.info("The desktop does not answer; its layout is restored when it is back");
            return; // the journal keeps it
          }
          default -> refusal = e; // its monitors may have changed since they were read
        }
      }
    }
    LOG.warn("The desktop's monitors are left as they are now: {}", refusal.getMessage());
    forget(desktop, journal);
  }

  private static void forget(String desktop, LayoutJournal journal) {
    try {
      journal.delete(desktop);
    } catch (IOException e) {
      LOG.warn("The layout cannot be forgotten: {}", e.getMessage());
    }
  }
}
