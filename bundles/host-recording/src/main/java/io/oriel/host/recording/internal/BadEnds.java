package io.oriel.host.recording.internal;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dumps the recording when a session ends by a fault, before that is overwritten.
@Component
public final class BadEnds implements SessionObserver {
  /// What the host itself, or what it drives, is to blame for.
  private static final Set<EndReason> BAD =
      EnumSet.of(
          EndReason.DISPLAY_LOST, EndReason.CAPTURE_LOST, EndReason.ENCODER_LOST, EndReason.FAILED);

  static final int KEPT = 5;
  private static final long APART_NANOS = 60_000_000_000L; // a dump holds the minutes before it
  private static final Logger LOG = LoggerFactory.getLogger(BadEnds.class);

  private final Recordings recordings;
  private final Executor worker;
  private final LongSupplier clock;
  private long lastNanos; // of several sessions' control threads, hence synchronized

  @Activate
  public BadEnds(@Reference Recordings recordings) {
    this(
        recordings,
        task -> Thread.ofVirtual().name("oriel-recording").start(task),
        System::nanoTime);
  }

  /// @param clock as `System.nanoTime()`
  BadEnds(Recordings recordings, Executor worker, LongSupplier clock) {
    this.recordings = recordings;
    this.worker = worker;
    this.clock = clock;
    lastNanos = clock.getAsLong() - APART_NANOS;
  }

  @Override
  public void ended(String session, EndReason reason, String detail) {
    if (BAD.contains(reason) && due()) {
      worker.execute(() -> keep(session));
    }
  }

  private synchronized boolean due() {
    long now = clock.getAsLong();
    boolean due = now - lastNanos >= APART_NANOS;
    if (due) {
      lastNanos = now;
    }
    return due;
  }

  private void keep(String session) {
    if (!recordings.on()) {
      return;
    }
    try {
      String name = "ended-" + Recordings.STAMP.format(LocalDateTime.now()) + "-" + session;
      String kept = recordings.dump(recordings.folder().resolve(name + ".jfr"));
      LOG.info("session {}: what led to its end is in {}", session, kept);
      forgetOld();
    } catch (IOException | RuntimeException e) {
      LOG.warn("session {}: what led to its end is not kept: {}", session, e.toString());
    }
  }

  /// Dumps that the owner asked for have other names and stay.
  private void forgetOld() throws IOException {
    var all = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(recordings.folder(), "ended-*.jfr")) {
      files.forEach(all::add);
    }
    all.sort(null); // by name, which begins with the time
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }
}
