package io.oriel.vdisplay.kwin.internal;

import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The arrangement of monitors of running desktops: what the host's displays made of it, and how it
/// was before. Several displays may share a desktop; the last one that changed it gives it back.
/// Any thread.
final class DesktopLayout {
  private static final Logger LOG = LoggerFactory.getLogger(DesktopLayout.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LayoutJournal journal;
  private final Map<String, Desktop> desktops = new HashMap<>(); // by socket, under this

  private static final class Desktop {
    private final Set<String> own = new HashSet<>();
    private final Set<Object> alone = new HashSet<>();
    private KwinLayout before;
  }

  DesktopLayout(LayoutJournal journal) {
    this.journal = journal;
  }

  /// A monitor that the host made is not part of what is remembered.
  synchronized void made(String socket, String output) {
    desktop(socket).own.add(output);
  }

  /// It is gone.
  synchronized void gone(String socket, String output) {
    desktop(socket).own.remove(output);
  }

  /// Turns all monitors off that the host did not make, but for one. Loop's thread.
  ///
  /// @param who a display; until it [#leave]s the layout stays changed
  /// @param kept stays on
  synchronized void alone(
      String socket, Object who, KwinOutputs outputs, KwinOutput kept, long deadlineNanos)
      throws WaylandException {
    Desktop desktop = desktop(socket);
    if (desktop.before == null) {
      KwinLayout now;
      try {
        Optional<KwinLayout> left = left(socket);
        now = left.isPresent() ? left.get() : KwinLayout.of(outputs, desktop.own);
        journal.write(socket, now.text());
      } catch (WaylandException e) {
        throw e;
      } catch (IOException e) {
        throw new WaylandException(
            "the layout of the desktop cannot be remembered, so it is left alone: "
                + e.getMessage(),
            e);
      }
      desktop.before = now;
    }
    desktop.alone.add(who);
    outputs.apply(
        change -> {
          change.enable(kept.proxy(), 1);
          for (KwinOutput output : outputs.all()) {
            boolean others = output != kept && !desktop.own.contains(output.name());
            if (others && output.enabled()) {
              change.enable(output.proxy(), 0);
            }
          }
        },
        deadlineNanos);
  }

  /// A display is going to close: if it was the last one that wanted to be alone, the desktop gets
  /// its layout back. Loop's thread, while the display's monitor is still there.
  synchronized void leave(String socket, Object who, KwinOutputs outputs, long deadlineNanos)
      throws WaylandException {
    Desktop desktop = desktop(socket);
    boolean last = desktop.alone.remove(who) && desktop.alone.isEmpty();
    if (last && desktop.before != null) {
      desktop.before.restore(outputs, deadlineNanos);
      forget(socket, desktop);
    }
  }

  /// A display has gone, whether or not it could [#leave]: what it did not give back is left to
  /// [#restoreLeft].
  synchronized void abandon(String socket, Object who) {
    Desktop desktop = desktops.get(socket);
    if (desktop == null) {
      return;
    }
    desktop.alone.remove(who);
    if (desktop.alone.isEmpty()) {
      desktop.before = null; // the journal keeps it
      if (desktop.own.isEmpty()) {
        desktops.remove(socket);
      }
    }
  }

  /// KWin has died, and with it what the host changed; what is remembered stays for the next one.
  synchronized void died(String socket) {
    desktops.remove(socket);
  }

  /// Gives desktops back what a host that died did not. Blocks for a few seconds at most for each.
  synchronized void restoreLeft() {
    for (LayoutJournal.Entry entry : journal.left()) {
      boolean mine =
          desktops.containsKey(entry.desktop()) && desktop(entry.desktop()).before != null;
      if (!mine) {
        restore(entry);
      }
    }
  }

  private void restore(LayoutJournal.Entry entry) {
    try (var connection = WaylandConnection.connect(entry.desktop())) {
      Globals globals = Globals.of(connection, PATIENCE);
      KwinOutputs outputs = KwinOutputs.of(connection, globals, PATIENCE);
      int count =
          KwinLayout.parse(entry.layout()).restore(outputs, System.nanoTime() + PATIENCE.toNanos());
      journal.delete(entry.desktop());
      LOG.info("{} monitors of {} are as they were before the host died", count, entry.desktop());
    } catch (IOException e) {
      LOG.debug("layout of {} is not restored: {}", entry.desktop(), e.toString());
    }
  }

  /// What a display before could not give back is what the desktop was like.
  private Optional<KwinLayout> left(String socket) throws IOException {
    for (LayoutJournal.Entry entry : journal.left()) {
      if (entry.desktop().equals(socket)) {
        return Optional.of(KwinLayout.parse(entry.layout()));
      }
    }
    return Optional.empty();
  }

  private void forget(String socket, Desktop desktop) {
    desktop.before = null;
    try {
      journal.delete(socket);
    } catch (IOException e) {
      LOG.warn("The layout of {} stays remembered: {}", socket, e.toString());
    }
  }

  private Desktop desktop(String socket) {
    return desktops.computeIfAbsent(socket, _ -> new Desktop());
  }
}
