package io.oriel.host.session.internal;

import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.trust.Client;
import io.oriel.host.session.internal.media.SharedLink;
import io.oriel.host.session.internal.media.WatchRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody who watches a session.
///
/// @param number among all who ever watched it, from 1
record Watcher(
    int number,
    Client client,
    ClientLink link,
    WatchRun run,
    AtomicBoolean ending,
    CompletableFuture<Void> ended) {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  Watcher(int number, Client client, ClientLink link, WatchRun run) {
    this(number, client, link, run, new AtomicBoolean(), new CompletableFuture<>());
  }

  /// Tells the link, ends its threads and closes it, once, on a thread of its own: however long
  /// the link takes, the session goes on. Returns at once.
  ///
  /// @param from where it got its frames
  void end(SharedLink from, String session, EndReason reason, String detail) {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    from.remove(run);
    LOG.info("session {}: {} watches no more, {}", session, client.name(), reason);
    Thread.ofVirtual()
        .name("oriel-wend-" + session)
        .start(
            () -> {
              safely(session, () -> link.end(reason, detail));
              safely(session, () -> stop(session));
              safely(session, link::close);
              ended.complete(null);
            });
  }

  private void stop(String session) {
    try {
      if (!run.stop()) {
        LOG.error("session {}: a thread of watcher {} does not end", session, client.name());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void safely(String session, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("session {}: the link of watcher {} does not end", session, client.name(), e);
    }
  }
}
