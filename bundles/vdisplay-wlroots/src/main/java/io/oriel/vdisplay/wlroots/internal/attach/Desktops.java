package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.LayoutJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desktops of others in which clients have outputs. Control threads.
public final class Desktops {
  private static final Logger LOG = LoggerFactory.getLogger(Desktops.class);

  private final DesktopSearch search;
  private final LayoutJournal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, AttachedDesktop> attached = new HashMap<>(); // guarded by lock
  private final Map<String, DesktopWatch> watches = new HashMap<>(); // guarded by lock
  private final List<AttachedDisplay> displays = new CopyOnWriteArrayList<>();
  private boolean recovered; // guarded by lock

  /// @param journal of this backend alone
  public Desktops(DesktopSearch search, LayoutJournal journal) {
    this.search = search;
    this.journal = journal;
  }

  /// Gives desktops back what a host that was killed left changed; once, whoever asks.
  public void recover() {
    lock.lock();
    try {
      if (recovered) {
        return;
      }
      recovered = true;
      for (LayoutJournal.Entry entry : journal.left()) {
        recover(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private void recover(LayoutJournal.Entry entry) {
    try {
      Layout layout = Layout.parse(entry.layout());
      if (!layout.desktop().alive()) {
        journal.delete(entry.desktop());
      } else if (AttachedDesktop.restore(layout, layout.desktop().outputs())) {
        LOG.info("{} has its monitors back as they were", layout.desktop().kind());
        journal.delete(entry.desktop());
      }
    } catch (IOException e) {
      LOG.warn("What {} was like is not known any more: {}", entry.desktop(), e.getMessage());
      try {
        journal.delete(entry.desktop());
      } catch (IOException again) {
        LOG.warn("{} cannot be forgotten: {}", entry.desktop(), again.getMessage());
      }
    }
  }

  /// Gives a client an output in the running desktop.
  ///
  /// @param environment variables for the programs on it, besides the desktop's own
  /// @param closed told when the output is given back
  /// @return empty: no desktop runs that can be attached to
  public Optional<VirtualDisplay> open(
      DisplayRequest request,
      Map<String, String> environment,
      int headroomPercent,
      StageHealth health,
      Runnable closed)
      throws BackendException {
    recover();
    lock.lock();
    try {
      Optional<RunningDesktop> found = search.find();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      RunningDesktop running = found.get();
      AttachedDesktop desktop =
          attached.computeIfAbsent(running.socket(), _ -> new AttachedDesktop(running, journal));
      if (!desktop.desktop().equals(running)) { // another at the same place
        unwatch(running.socket());
        desktop = new AttachedDesktop(running, journal);
        attached.put(running.socket(), desktop);
      }
      String output = null;
      boolean shown = false;
      try {
        output = desktop.attach(request, headroomPercent);
        var variables = new TreeMap<>(DesktopVariables.of(running, search.environment()));
        variables.putAll(environment);
        var display =
            new AttachedDisplay(
                desktop,
                output,
                request,
                headroomPercent,
                variables,
                account(running),
                health,
                which -> close(which, closed));
        watch(running);
        displays.add(display);
        shown = true;
        LOG.info("{} is a client's monitor in {}", output, running.kind());
        return Optional.of(display);
      } catch (IOException e) {
        throw new BackendException(
            BackendException.Kind.FAILED,
            running.kind() + " cannot be attached to: " + e.getMessage(),
            e);
      } finally {
        if (!shown) {
          if (output != null) {
            desktop.leave(output);
          }
          tidy(desktop);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives everything back.
  public void close() {
    List.copyOf(displays).forEach(AttachedDisplay::close);
  }

  private void close(AttachedDisplay display, Runnable closed) {
    lock.lock();
    try {
      displays.remove(display);
      display.desktop().leave(display.output());
      tidy(display.desktop());
    } finally {
      lock.unlock();
    }
    closed.run();
  }

  /// Under lock: nothing is watched of a desktop without clients.
  private void tidy(AttachedDesktop desktop) {
    String socket = desktop.desktop().socket();
    if (desktop.empty() && attached.remove(socket, desktop)) {
      unwatch(socket);
    }
  }

  private void unwatch(String socket) {
    DesktopWatch watch = watches.remove(socket);
    if (watch != null) {
      watch.close();
    }
  }

  private void watch(RunningDesktop desktop) throws IOException {
    if (!watches.containsKey(desktop.socket())) {
      watches.put(
          desktop.socket(),
          new DesktopWatch(
              desktop.socket(),
              output -> lost(desktop, output, "the monitor " + output + " was switched off"),
              () -> lost(desktop, null, desktop.kind() + " has ended")));
    }
  }

  /// On the watch's thread, which [#close] waits for under the lock: sessions end on others.
  private void lost(RunningDesktop desktop, String output, String why) {
    var affected = new ArrayList<AttachedDisplay>();
    for (AttachedDisplay display : displays) {
      boolean there = display.desktop().desktop().equals(desktop);
      if (there && (output == null || display.output().equals(output))) {
        affected.add(display);
      }
    }
    affected.forEach(d -> Thread.startVirtualThread(() -> d.lost(why)));
  }

  /// Another user than the host's, where the host is root.
  private Optional<String> account(RunningDesktop desktop) throws IOException {
    return search.uid() == 0
        ? Optional.of(desktop.user()).filter(name -> !name.equals("root"))
        : Optional.empty();
  }
}
