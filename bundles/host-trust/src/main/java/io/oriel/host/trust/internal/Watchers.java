package io.oriel.host.trust.internal;

import io.oriel.api.trust.Client;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who want to know of changed clients. They are called one after the other on one virtual
/// thread, in the order of the changes.
final class Watchers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

  private final List<Consumer<Client>> watchers = new CopyOnWriteArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("oriel-trust").factory());

  AutoCloseable add(Consumer<Client> watcher) {
    Consumer<Client> own = watcher::accept; // the same watcher may watch twice
    watchers.add(own);
    return () -> watchers.remove(own);
  }

  void tell(Client changed) {
    try {
      thread.execute(() -> watchers.forEach(w -> tell(w, changed)));
    } catch (RejectedExecutionException _) {
      LOG.debug("closed before {} could be told", changed.id());
    }
  }

  private static void tell(Consumer<Client> watcher, Client changed) {
    try {
      watcher.accept(changed);
    } catch (RuntimeException e) {
      LOG.error("a watcher of the trust store failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
