package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when something in some folders changes, on a virtual thread of its own. Folders that do
/// not exist yet are noticed when they appear. Changes that follow each other closely are told
/// once.
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final long QUIET_MILLIS = 300;
  private static final int MOST_ROUNDS = 10;
  private static final WatchEvent.Kind<?>[] ALL = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  private final Supplier<? extends Collection<Path>> folders;
  private final Runnable changed;
  private final WatchService events;
  // What counts in a folder: some names, or everything where the value is empty. Own thread only.
  private final Map<WatchKey, Set<String>> keys = new HashMap<>();

  private FolderWatch(
      Supplier<? extends Collection<Path>> folders, Runnable changed, WatchService events) {
    this.folders = folders;
    this.changed = changed;
    this.events = events;
  }

  /// Begins to watch.
  ///
  /// @param name of the thread
  /// @param folders what to watch, asked again after every change; subfolders are not included
  /// @param changed told after a change
  public static FolderWatch start(
      String name, Supplier<? extends Collection<Path>> folders, Runnable changed)
      throws IOException {
    var watch = new FolderWatch(folders, changed, FileSystems.getDefault().newWatchService());
    watch.register();
    Thread.ofVirtual().name(name).start(watch::run);
    return watch;
  }

  private void run() {
    try {
      while (true) {
        if (counts(events.take())) {
          settle();
          register();
          tell();
        }
      }
    } catch (ClosedWatchServiceException _) {
      // closed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Installing something writes many files; a bounded time is waited for the last of them.
  private void settle() throws InterruptedException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      WatchKey more = events.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      if (more == null) {
        return;
      }
      counts(more);
    }
  }

  private boolean counts(WatchKey key) {
    Set<String> names = keys.getOrDefault(key, Set.of());
    boolean any = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      any |= names.isEmpty() || event.context() == null || names.contains("" + event.context());
    }
    if (!key.reset()) {
      keys.remove(key);
      any = true; // the folder itself is gone
    }
    return any;
  }

  private void register() {
    var wanted = new HashMap<Path, Set<String>>();
    for (Path folder : folders.get()) {
      Path at = folder.toAbsolutePath();
      String missing = null;
      while (at != null && !Files.isDirectory(at)) {
        missing = "" + at.getFileName();
        at = at.getParent();
      }
      if (at == null) {
        continue;
      }
      Set<String> before = wanted.get(at);
      if (missing == null || (before != null && before.isEmpty())) {
        wanted.put(at, Set.of());
      } else {
        wanted.computeIfAbsent(at, _ -> new HashSet<>()).add(missing);
      }
    }
    var kept = new HashMap<WatchKey, Set<String>>();
    wanted.forEach(
        (folder, names) -> {
          try {
            kept.put(folder.register(events, ALL), names);
          } catch (IOException e) {
            LOG.warn("changes of {} are not noticed: {}", folder, e.toString());
          }
        });
    keys.keySet().stream().filter(key -> !kept.containsKey(key)).forEach(WatchKey::cancel);
    keys.clear();
    keys.putAll(kept);
  }

  private void tell() {
    try {
      changed.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("a change of folders is not taken", e);
    }
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException _) {
      // nothing is written to it
    }
  }
}
