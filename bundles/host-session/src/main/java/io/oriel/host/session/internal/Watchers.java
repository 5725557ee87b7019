package io.oriel.host.session.internal;

import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.SessionException;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.host.session.internal.media.WatchRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who watch a session: let in up to a limit, and out when they go, may not any more, or the
/// session ends.
final class Watchers {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);
  private static final long KEY_FRAME_NANOS = 500_000_000; // for all of them
  private static final long KEY_FRAME_OF_ONE_NANOS = 1_000_000_000;
  private static final long END_WAIT_MILLIS = 700; // what a link may take to end, and a little

  private static final String GUEST = "guest-"; // ids of those who came by a link

  private final SessionState session;
  private final SessionMedia.Later later;
  private final KeyFrameWishes keyFrames;
  private final List<Watcher> all = new CopyOnWriteArrayList<>();
  private int came; // control thread

  /// @param later runs a step on the control thread unless the session has ended
  Watchers(SessionState session, SessionMedia media, SessionMedia.Later later) {
    this.session = session;
    this.later = later;
    keyFrames = new KeyFrameWishes(KEY_FRAME_NANOS, System::nanoTime, later, media::wantKeyFrame);
  }

  /// Lets somebody watch. Control thread.
  void attach(Client client, ClientLink link) throws SessionException {
    if (!session.is(State.LIVE)) {
      throw new SessionException(
          EndReason.FAILED,
          "session " + session.id() + " is " + session.now() + ", it cannot be watched");
    }
    if (!now(client).contains(Right.VIEW)) {
      throw new SessionException(EndReason.REVOKED, "this client has no right to view");
    }
    if (!admitted(client)) {
      throw new SessionException(
          EndReason.REVOKED,
          ("session %s is of another client: ask whoever runs it for a guest link, or the owner of"
                  + " the host to let clients watch each other (watch.others)")
              .formatted(session.id()));
    }
    int most = session.context().settings().get().watchers_most();
    if (all.size() >= most) {
      throw new SessionException(
          EndReason.LIMIT,
          "session %s has %d watchers, which is as many as its owner allows (watchers.most)"
              .formatted(session.id(), all.size()));
    }
    var wishes =
        new KeyFrameWishes(KEY_FRAME_OF_ONE_NANOS, System::nanoTime, later, keyFrames::wanted);
    var run = new WatchRun(session.id(), link, session.stream().audio(), wishes::wanted);
    var watcher = new Watcher(++came, client, link, run);
    all.add(watcher);
    try {
      link.input(new WatcherSink(wishes, () -> end(watcher, EndReason.CLIENT_GONE, "")));
    } catch (RuntimeException | LinkageError e) {
      all.remove(watcher);
      throw e;
    }
    LOG.info("session {}: {} watches", session.id(), client.name());
    allow(watcher, now(client)); // again: they may have changed unseen before it was listed
    run.start(session.figures().cpu(), cause -> died(watcher, cause));
    session.link().add(run);
    if (watcher.ending().get()) { // it went at once
      session.link().remove(run);
    } else {
      wishes.wanted();
    }
  }

  /// Whether somebody may watch, however many do. Any thread.
  boolean may(Client client) {
    return now(client).contains(Right.VIEW) && admitted(client);
  }

  private boolean admitted(Client client) {
    return client.id().equals(session.request().client().id())
        || client.id().startsWith(GUEST)
        || session.context().settings().get().watch_others();
  }

  private Set<Right> now(Client client) {
    return session.context().rights().apply(client);
  }

  /// A client's rights changed. Any thread.
  void rights(Client changed) {
    for (var watcher : all) {
      if (watcher.client().id().equals(changed.id())) {
        allow(watcher, changed.rights());
      }
    }
  }

  private void allow(Watcher watcher, Set<Right> rights) {
    watcher.run().hears(rights.contains(Right.AUDIO));
    if (!rights.contains(Right.VIEW)) {
      end(watcher, EndReason.REVOKED, "the right to view was taken away");
    }
  }

  private void died(Watcher watcher, Throwable cause) {
    LOG.warn(
        "session {}: the link of watcher {} failed", session.id(), watcher.client().name(), cause);
    end(watcher, EndReason.FAILED, "");
  }

  private void end(Watcher watcher, EndReason reason, String detail) {
    all.remove(watcher);
    watcher.end(session.link(), session.id(), reason, detail);
  }

  /// Those who watch now, in the order they came. Any thread.
  List<Client> clients() {
    return all.stream().map(Watcher::client).toList();
  }

  /// Adds their counters. Any thread.
  void read(Map<String, Long> counters) {
    counters.put("watchers", (long) all.size());
    for (var watcher : all) {
      String prefix = "watcher." + watcher.number() + ".";
      watcher.run().figures().read(prefix, counters);
      watcher.link().counters().forEach((name, value) -> counters.put(prefix + name, value));
    }
  }

  /// The session ends: all are told, and waited for as long as a link may take. Control thread.
  void close(EndReason reason) {
    var leaving = List.copyOf(all);
    leaving.forEach(watcher -> end(watcher, reason, ""));
    try {
      CompletableFuture.allOf(
              leaving.stream().map(Watcher::ended).toArray(CompletableFuture<?>[]::new))
          .get(END_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("session {}: a watcher's link takes its time to end", session.id());
    }
  }
}
