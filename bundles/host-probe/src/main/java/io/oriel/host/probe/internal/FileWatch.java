package io.oriel.host.probe.internal;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells probes when something in a directory changed: one inotify instance and one thread for all.
///
/// A directory that does not exist is waited for at its nearest existing ancestor.
@Component(service = FileWatch.class)
public final class FileWatch {
  /// Which changes count.
  enum Changes {
    /// Entries come, go, or change their content or attributes.
    ALL,
    /// Entries come and go. For `/dev`, where every write to a device is a change.
    NAMES
  }

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  /// One interest. `at` is guarded by the list's lock.
  private static final class Watch {
    final Path directory;
    final Predicate<String> names;
    final Changes changes;
    final Runnable changed;
    WatchKey at;
    boolean arrived;

    Watch(Path directory, Predicate<String> names, Changes changes, Runnable changed) {
      this.directory = directory;
      this.names = names;
      this.changes = changes;
      this.changed = changed;
    }
  }

  private final WatchService events;
  private final List<Watch> watches = new ArrayList<>();

  /// Without inotify the probes still look once.
  @Activate
  public FileWatch() {
    WatchService opened = null;
    try {
      opened = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      LOG.warn(
          "Changes of the box go unnoticed until the host restarts: {}; a higher"
              + " fs.inotify.max_user_instances may help",
          e.toString());
    }
    events = opened;
    if (events != null) {
      Thread.ofPlatform().name("oriel-files").daemon().start(this::loop);
    }
  }

  /// Calls back on the watch's own thread; the callback must only post.
  ///
  /// @param names of entries that matter
  /// @return closes the watch
  AutoCloseable watch(Path directory, Predicate<String> names, Changes changes, Runnable changed) {
    var watch = new Watch(directory.toAbsolutePath(), names, changes, changed);
    synchronized (watches) {
      attach(watch);
      watches.add(watch);
    }
    return () -> forget(watch);
  }

  @Deactivate
  void close() throws IOException {
    if (events != null) {
      events.close();
    }
  }

  private void forget(Watch watch) {
    synchronized (watches) {
      watches.remove(watch);
      if (watch.at != null && watches.stream().noneMatch(w -> watch.at.equals(w.at))) {
        watch.at.cancel();
      }
    }
  }

  private void attach(Watch watch) {
    if (events == null) {
      return;
    }
    Path at = watch.directory;
    while (at != null && !Files.isDirectory(at)) {
      at = at.getParent();
    }
    watch.arrived = watch.directory.equals(at);
    try {
      watch.at =
          at == null
              ? null
              : watch.changes == Changes.ALL && watch.arrived
                  ? at.toRealPath().register(events, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY)
                  : at.toRealPath().register(events, ENTRY_CREATE, ENTRY_DELETE);
    } catch (IOException | ClosedWatchServiceException e) {
      LOG.warn("Changes of {} go unnoticed: {}", at, e.toString());
      watch.at = null;
    }
  }

  private void loop() {
    try {
      while (true) {
        WatchKey key = events.take();
        List<WatchEvent<?>> batch = key.pollEvents();
        boolean valid = key.reset();
        List<Watch> told = new ArrayList<>();
        synchronized (watches) {
          for (Watch watch : watches) {
            if (key.equals(watch.at) && concerns(watch, batch, valid)) {
              told.add(watch);
            }
          }
        }
        told.forEach(watch -> watch.changed.run());
      }
    } catch (InterruptedException | ClosedWatchServiceException _) {
      // closed: nobody listens any more
    }
  }

  /// Also moves the watch on when its directory came or went.
  private boolean concerns(Watch watch, List<WatchEvent<?>> batch, boolean valid) {
    if (!valid || !watch.arrived) {
      boolean had = watch.arrived;
      attach(watch);
      return had || watch.arrived;
    }
    return batch.stream()
        .anyMatch(
            e ->
                e.kind() == OVERFLOW
                    || (e.context() instanceof Path p && watch.names.test(p + "")));
  }
}
