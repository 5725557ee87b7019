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
import io.oriel.host.session.internal.media.SessionFigures;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Capture, encoder and the run that joins them: opened, reopened and closed on the session's
/// control
/// thread; asked for key frames and rates from the link's.
final class SessionMedia {
  private static final Logger LOG = LoggerFactory.getLogger(SessionMedia.class);
  private static final long REOPEN_INTERVAL_NANOS = 2_000_000_000;
  private static final long TOO_EARLY_NANOS = 1_000_000_000;

  private final String sessionId;
  private final SessionContext context;
  private final SessionFigures figures;
  private final Consumer<String> remark;
  private final MediaRun.Trouble trouble;

  private volatile OpenStage<Capture> capture;
  private volatile OpenStage<Encoder> encoder;
  private volatile MediaRun run;
  private volatile Chain chain;
  private StreamParameters stream;
  private ClientLink link;
  private long bitsPerSecond;
  private long reopenedNanos;

  SessionMedia(
      String sessionId,
      SessionContext context,
      SessionFigures figures,
      Consumer<String> remark,
      MediaRun.Trouble trouble) {
    this.sessionId = sessionId;
    this.context = context;
    this.figures = figures;
    this.remark = remark;
    this.trouble = trouble;
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
    for (var candidate : chains) {
      try {
        open(candidate, display);
        chain = candidate;
        run =
            new MediaRun(
                sessionId, capture, encoder, link, stream.format(), figures, trouble, lastSequence);
        LOG.info(
            "session {}: {} → {} → {}, {}",
            sessionId,
            candidate.display().id(),
            candidate.capture().id(),
            candidate.encoder().id(),
            candidate.codec());
        return;
      } catch (BackendException e) {
        close();
        first = first == null ? e.getMessage() : first;
        if (e.kind() == BackendException.Kind.DENIED_BY_USER) {
          throw new SessionException(EndReason.DENIED, e.getMessage());
        }
      }
    }
    throw new SessionException(
        EndReason.NO_BACKEND,
        first == null ? "no chain of backends serves " + stream.format().codec() : first);
  }

  private void open(Chain candidate, VirtualDisplay display) throws BackendException {
    if (capture == null || capture.gate().closed() || capture.provider() != candidate.capture()) {
      closeCapture();
      openCapture(candidate, display);
    }
    if (encoder == null || encoder.gate().closed() || encoder.provider() != candidate.encoder()) {
      closeEncoder();
      openEncoder(candidate);
    }
  }

  private void openCapture(Chain candidate, VirtualDisplay display) throws BackendException {
    var provider = candidate.capture();
    var accepted =
        candidate.encoder().service().accepts(candidate.codec(), context.facts().facts());
    var request = StreamRequests.capture(stream.format(), candidate.target(), accepted);
    guarded(
        provider,
        () -> {
          var opened =
              provider.service().open(request, display.captureTarget(), health(provider, true));
          capture = new OpenStage<>(provider, opened, opened::wake);
          return opened;
        });
  }

  private void openEncoder(Chain candidate) throws BackendException {
    var provider = candidate.encoder();
    var captured = capture.instance().format();
    if (captured.widthPx() != stream.format().widthPx()
        || captured.heightPx() != stream.format().heightPx()) {
      throw new BackendException(
          BackendException.Kind.UNSUPPORTED,
          "%s gives pictures of %dx%d, the client wants %dx%d"
              .formatted(
                  candidate.capture().id(),
                  captured.widthPx(),
                  captured.heightPx(),
                  stream.format().widthPx(),
                  stream.format().heightPx()));
    }
    var request = StreamRequests.encoder(stream, captured, candidate.format(), bitsPerSecond);
    guarded(
        provider,
        () -> {
          var opened = provider.service().open(request, health(provider, false));
          encoder = new OpenStage<>(provider, opened, opened::wake);
          return opened;
        });
  }

  /// Puts a backend that fails on a cool-down, so that the next plan passes it over.
  private <T extends AutoCloseable> void guarded(Provider<?> provider, Openings.Opener<T> opener)
      throws BackendException {
    try {
      context.openings().open(provider, opener);
    } catch (BackendException e) {
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        context.cooldowns().failed(provider, "failed a moment ago: " + e.getMessage());
      }
      remark.accept(provider.key() + " did not open: " + e.getMessage());
      throw e;
    }
  }

  private StageHealthDoor health(Provider<?> provider, boolean ofCapture) {
    return new StageHealthDoor(
        provider.id(),
        remark,
        detail -> {
          var stage = ofCapture ? capture : encoder;
          if (stage != null && stage.provider() == provider) {
            trouble.lost(stage, new BackendException(BackendException.Kind.DEVICE_LOST, detail));
          }
        });
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
      usedCapture.drain(deadlineNanos, () -> countSuperseded(usedCapture));
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
    if (!done) {
      wantKeyFrame();
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

  /// Changes the rate, live where the encoder can, else by reopening it, at most once in 2 s.
  /// Control
  /// thread.
  void rate(long wantedBitsPerSecond) {
    var stage = encoder;
    if (stage == null || !stage.gate().enter()) {
      return;
    }
    boolean live;
    try {
      live = stage.instance().rate(wantedBitsPerSecond);
    } finally {
      stage.gate().exit();
    }
    bitsPerSecond = wantedBitsPerSecond;
    long now = System.nanoTime();
    if (live || now - reopenedNanos < REOPEN_INTERVAL_NANOS) {
      return;
    }
    reopenedNanos = now;
    reopenEncoder(stage);
  }

  private void reopenEncoder(OpenStage<Encoder> stage) {
    stopRun();
    closeEncoder();
    try {
      openEncoder(chain);
      run =
          new MediaRun(
              sessionId,
              capture,
              encoder,
              link,
              stream.format(),
              figures,
              trouble,
              run.lastSequence());
    } catch (BackendException e) {
      encoder = stage; // drained already; recovery looks for the stage in use
      trouble.lost(stage, e);
    }
  }

  /// Brings the running stream to another size or rate: capture, then a new encoder. Control
  /// thread,
  /// after the display has changed.
  void reconfigure(StreamParameters wanted) throws BackendException {
    stopRun();
    closeEncoder();
    stream = wanted;
    var format = wanted.format();
    var old = capture.instance().format();
    capture
        .instance()
        .reconfigure(
            new io.oriel.api.media.VideoFormat(
                format.widthPx(), format.heightPx(), old.fourcc(), old.modifier(), old.color()),
            format.milliHz());
    openEncoder(chain);
    run =
        new MediaRun(
            sessionId, capture, encoder, link, format, figures, trouble, run.lastSequence());
  }

  /// Nothing of the stream could be restored: the session ends.
  void failed(BackendException cause) {
    trouble.failed(cause);
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
      stage.drain(System.nanoTime() + OpenStage.DRAIN_NANOS, () -> countSuperseded(stage));
    }
  }

  private void countSuperseded(OpenStage<Capture> stage) {
    figures.addSuperseded(stage.instance().superseded());
  }
}
