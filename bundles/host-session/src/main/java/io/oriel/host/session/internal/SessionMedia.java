package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.encode.Encoder;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.StreamParameters;
import io.oriel.host.session.internal.media.MediaRun;
import io.oriel.host.session.internal.media.PictureArea;
import io.oriel.host.session.internal.media.SessionFigures;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Capture, encoder and the run that joins them: opened, reopened and closed on the session's
/// control
/// thread; asked for key frames and rates from the link's.
final class SessionMedia {
  private static final Logger LOG = LoggerFactory.getLogger(SessionMedia.class);
  private static final long REOPEN_INTERVAL_NANOS = 2_000_000_000;
  private static final double WORTH_REOPENING = 1.2;
  private static final long TOO_EARLY_NANOS = 1_000_000_000;

  /// Runs a step on the control thread after a while, unless the session has ended.
  interface Later {
    void run(long nanos, Runnable step);
  }

  private final String sessionId;
  private final SessionContext context;
  private final SessionFigures figures;
  private final MediaRun.Trouble trouble;
  private final LongSupplier clock;
  private final Later later;
  private final StageOpener opener;

  private volatile OpenStage<Capture> capture;
  private volatile OpenStage<Encoder> encoder;
  private volatile MediaRun run;
  private volatile Chain chain;
  private StreamParameters stream;
  private ClientLink link;
  private OpenStage<Encoder> previous; // the encoder before a change of mode, closed
  private long bitsPerSecond; // wanted
  private long encoderBits; // what the encoder in use was told
  private long reopenedNanos;
  private boolean rateDue; // a change of rate is under way to the control thread

  /// @param clock as `System.nanoTime()`
  SessionMedia(
      String sessionId,
      SessionContext context,
      SessionFigures figures,
      PictureArea area,
      Consumer<String> remark,
      MediaRun.Trouble trouble,
      LongSupplier clock,
      Later later) {
    this.sessionId = sessionId;
    this.context = context;
    this.figures = figures;
    opener = new StageOpener(context, area, remark, trouble);
    this.trouble = trouble;
    this.clock = clock;
    this.later = later;
    reopenedNanos = clock.getAsLong() - REOPEN_INTERVAL_NANOS;
  }

  /// The chain in use; `null` before the start.
  Chain chain() {
    return chain;
  }

  /// Opens the first chain that can be opened and starts streaming.
  void start(StreamParameters wanted, ClientLink to, List<Chain> chains, VirtualDisplay display)
      throws SessionException {
    stream = wanted;
    link = to;
    bitsPerSecond = wanted.bitsPerSecond();
    open(chains, display, 0);
  }

  /// Opens again after a stage was lost; what still works is kept.
  void restart(List<Chain> chains, VirtualDisplay display) throws SessionException {
    var old = run;
    open(chains, display, old == null ? 0 : old.lastSequence());
    run.wantKeyFrame();
  }

  private void open(List<Chain> chains, VirtualDisplay display, long lastSequence)
      throws SessionException {
    String first = null;
    var failed = new HashSet<Chain.Way>();
    for (var candidate : chains) {
      if (failed.contains(candidate.way())) {
        continue; // it would fail again, maybe after many seconds without a picture
      }
      try {
        open(candidate, display);
        chain = candidate;
        startRun(lastSequence);
        LOG.info(
            "session {}: {} → {} → {}, {}",
            sessionId,
            candidate.display().id(),
            candidate.capture().id(),
            candidate.encoder().id(),
            candidate.profile());
        return;
      } catch (BackendException e) {
        if (capture == null) {
          failed.add(candidate.way());
        }
        close();
        first = first == null ? e.getMessage() : first;
        if (e.kind() == BackendException.Kind.DENIED_BY_USER) {
          throw new SessionException(EndReason.DENIED, e.getMessage());
        }
      }
    }
    throw new SessionException(
        EndReason.NO_BACKEND,
        first == null ? "no chain of backends serves " + stream.format() : first);
  }

  private void open(Chain candidate, VirtualDisplay display) throws BackendException {
    if (capture == null || capture.gate().closed() || capture.provider() != candidate.capture()) {
      closeCapture();
      opener.capture(candidate, stream.format(), display, opened -> capture = opened);
    }
    if (encoder == null || encoder.gate().closed() || encoder.provider() != candidate.encoder()) {
      closeEncoder();
      openEncoder(candidate);
    }
  }

  private void openEncoder(Chain candidate) throws BackendException {
    long asked = bitsPerSecond;
    figures.rateWanted(asked);
    opener.encoder(
        candidate, stream, ofCapture(Capture::format), asked, opened -> encoder = opened);
    encoderBits = asked;
  }

  /// Asks the capture in use, which may be taken away at any time.
  private <T> T ofCapture(Asked<T> question) throws BackendException {
    var stage = capture;
    if (stage == null || !stage.gate().enter()) {
      throw new BackendException(
          BackendException.Kind.DEVICE_LOST, "the capture was taken away meanwhile");
    }
    try {
      return question.of(stage.instance());
    } catch (RuntimeException | LinkageError e) {
      throw new BackendException(BackendException.Kind.FAILED, stage.provider().key() + ": " + e);
    } finally {
      stage.gate().exit();
    }
  }

  private interface Asked<T> {
    T of(Capture capture) throws BackendException;
  }

  /// A stage does not work any more: stops the run and closes it. A stage that fails in its first
  /// second counts as one that did not open.
  ///
  /// @param blame the backend itself failed, and not the device or compositor below it
  void discard(OpenStage<?> stage, String why, boolean blame) {
    stopRun();
    if (blame && stage.ageNanos() < TOO_EARLY_NANOS) {
      context.cooldowns().failed(stage.provider(), "was lost at once: " + why);
    }
    if (stage == capture) {
      closeEncoder(); // it may hold a picture of this capture
      closeCapture();
    } else if (stage == encoder) {
      closeEncoder();
    }
  }

  /// Whether a stage is the one in use.
  boolean uses(OpenStage<?> stage) {
    return stage == capture || stage == encoder;
  }

  /// Ends the use of a backend that leaves. On the thread that stops it.
  ///
  /// @return the stage that was lost; `null`: the backend was not in use here
  OpenStage<?> drain(Provider<?> leaving, long deadlineNanos) {
    var usedCapture = capture;
    var usedEncoder = encoder;
    boolean losesCapture =
        usedCapture != null && usedCapture.provider().service() == leaving.service();
    boolean losesEncoder =
        usedEncoder != null && usedEncoder.provider().service() == leaving.service();
    if (!losesCapture && !losesEncoder) {
      return null;
    }
    if (usedEncoder != null) { // also when only the capture leaves: it may hold its pictures
      usedEncoder.leaving();
    }
    if (losesCapture) {
      usedCapture.leaving();
    }
    if (usedEncoder != null) {
      usedEncoder.drain(deadlineNanos, () -> {});
    }
    if (losesCapture) {
      usedCapture.drain(deadlineNanos, () -> count(usedCapture));
    }
    return losesCapture ? usedCapture : usedEncoder;
  }

  void wantKeyFrame() {
    var current = run;
    if (current != null) {
      current.wantKeyFrame();
    }
  }

  void invalidate(long first, long last) {
    var stage = encoder;
    boolean done = false;
    if (stage != null && stage.gate().enter()) {
      try {
        done = stage.instance().invalidate(first, last);
      } finally {
        stage.gate().exit();
      }
    }
    var current = run;
    if (!done) {
      wantKeyFrame();
    } else if (current != null) {
      current.refresh();
    }
  }

  void acknowledged(long sequence) {
    var stage = encoder;
    if (stage != null && stage.gate().enter()) {
      try {
        stage.instance().acknowledged(sequence);
      } finally {
        stage.gate().exit();
      }
    }
  }

  /// The rate that is wanted now.
  long bitsPerSecond() {
    return bitsPerSecond;
  }

  /// Changes the rate, live where the encoder can, else by reopening it, at most once in 2 s: a
  /// wish that comes sooner is granted when the time is over. Control thread.
  void rate(long wantedBitsPerSecond) {
    bitsPerSecond = StreamRequests.allowed(wantedBitsPerSecond);
    applyRate();
  }

  private void applyRate() {
    var stage = encoder;
    long wanted = bitsPerSecond;
    if (stage == null || wanted == encoderBits || !stage.gate().enter()) {
      return;
    }
    boolean live;
    try {
      live = stage.instance().rate(wanted);
    } finally {
      stage.gate().exit();
    }
    if (live) {
      encoderBits = wanted;
      figures.rateWanted(wanted);
      return;
    }
    if (wanted > encoderBits && wanted < WORTH_REOPENING * encoderBits) {
      return; // a key frame costs more than a little more rate gains
    }
    long now = clock.getAsLong();
    long early = reopenedNanos + REOPEN_INTERVAL_NANOS - now;
    if (early > 0) {
      applyRateIn(early);
      return;
    }
    reopenedNanos = now;
    reopenEncoder(stage);
  }

  private void applyRateIn(long nanos) {
    if (!rateDue) {
      rateDue = true;
      later.run(
          nanos,
          () -> {
            rateDue = false;
            applyRate();
          });
    }
  }

  private void reopenEncoder(OpenStage<Encoder> stage) {
    stopRun();
    closeEncoder();
    try {
      openEncoder(chain);
      startRun(run.lastSequence());
    } catch (BackendException e) {
      lost(stage, e);
    }
  }

  /// Brings the running stream to another size or rate: capture, then a new encoder. Control
  /// thread, after the display has changed.
  void reconfigure(StreamParameters wanted, VirtualDisplay display) throws BackendException {
    stopRun();
    previous = encoder == null ? previous : encoder;
    closeEncoder();
    stream = wanted;
    try {
      ofCapture(used -> StageOpener.follow(used, wanted.format()));
    } catch (BackendException e) {
      if (e.kind() != BackendException.Kind.DEVICE_LOST
          || capture == null
          || capture.gate().closed()) {
        throw e;
      }
      closeCapture(); // the display is another one for captures now
      opener.capture(chain, wanted.format(), display, opened -> capture = opened);
    }
    openEncoder(chain);
    startRun(run.lastSequence());
  }

  private void startRun(long lastSequence) {
    run =
        new MediaRun(
            sessionId, capture, encoder, link, stream.format(), figures, trouble, lastSequence);
  }

  /// Neither the new nor the old mode could be opened: other backends may.
  void failed(BackendException cause) {
    lost(previous, cause);
  }

  private void lost(OpenStage<Encoder> closed, BackendException cause) {
    encoder = closed; // recovery looks for the stage in use
    trouble.lost(closed, cause);
  }

  /// Stops streaming and closes both stages. Control thread.
  void close() {
    stopRun();
    closeEncoder();
    closeCapture();
  }

  private void stopRun() {
    var current = run;
    if (current == null) {
      return;
    }
    try {
      if (!current.stop()) {
        LOG.error("session {}: a media thread does not end", sessionId);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeEncoder() {
    var stage = encoder;
    encoder = null;
    if (stage != null) {
      stage.drain();
    }
  }

  private void closeCapture() {
    var stage = capture;
    capture = null;
    if (stage != null) {
      stage.drain(System.nanoTime() + OpenStage.DRAIN_NANOS, () -> count(stage));
    }
  }

  private void count(OpenStage<Capture> stage) {
    var counted = stage.instance();
    figures.addCapture(counted.superseded(), counted.copied());
  }
}
