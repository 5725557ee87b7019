package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioStream;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.BackendException;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import io.oriel.host.session.internal.media.AudioRun;
import io.oriel.media.opus.OpusEncoder;
import io.oriel.media.opus.OpusException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session's sound: a sink for its programs, which stays with the display, and packets for its
/// client from the start to the end. Whatever is missing or dies, the session goes on and the
/// client gets silence.
final class SessionSound implements SessionPart, SessionSink.Owner, AudioRun.Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(SessionSound.class);

  /// A sound server that died is often started again at once.
  private static final long RETRY_NANOS = 2_000_000_000;

  private final SessionState session;
  private final Consumer<Runnable> control;
  private SoundRequest wanted;
  private boolean allowed; // control thread
  private DisplayKeeper.Lease lease; // null: the display is not there yet
  private volatile SessionSink sink;
  private boolean handedOver; // the sink goes with the display
  private AudioRun run;
  private boolean retrying;

  /// @param control runs a step on the control thread; any thread
  SessionSound(SessionState session, Consumer<Runnable> control) {
    this.session = session;
    this.control = control;
    wanted = session.request().sound();
    allowed = session.request().client().rights().contains(Right.AUDIO);
  }

  /// The name that programs have for what they play into; empty: nothing. Any thread.
  String sinkName() {
    var used = sink;
    return used == null ? "" : used.name();
  }

  /// Whether the client wants to hear, and may.
  private boolean hears() {
    return allowed && wanted.channels() > 0;
  }

  @Override
  public Map<String, String> environment() {
    if (!hears()) {
      return Map.of();
    }
    sink = new SessionSink("oriel-" + session.id(), session.context());
    sink.belongsTo(this);
    open();
    return sink.environment();
  }

  @Override
  public void prepared(DisplayKeeper.Lease opened) {
    lease = opened;
    opened.kept(SessionSink.class).ifPresent(this::takeOver);
    provide();
  }

  /// Sees to it that programs have a place to play into, if they are to be heard.
  private void provide() {
    if (sink == null && hears()) { // the display is kept from a time without sound
      environment();
    }
    if (sink != null && !handedOver) {
      lease.keep(sink);
      handedOver = true;
    }
    if (sink != null && hears()) {
      sink.gather(lease.display().attached());
    }
  }

  private void takeOver(SessionSink kept) {
    sink = kept;
    handedOver = true;
    kept.belongsTo(this);
    if (hears()) {
      open();
    }
  }

  private void open() {
    if (sink.present() && sink.fit(wanted, List.of())) {
      return;
    }
    List<Provider<AudioProvider>> providers = providers();
    if (providers.isEmpty()) {
      session.remarks().accept("no sound: no sound backend is usable");
    }
    sink.fit(wanted, providers);
  }

  private List<Provider<AudioProvider>> providers() {
    var context = session.context();
    return new Planner(
            session.request(),
            context.facts().facts(),
            Choice.of(context.settings().get()),
            context.cooldowns())
        .sound(context.backends());
  }

  @Override
  public void started(StreamParameters stream, ClientLink link) {
    AudioParameters audio = stream.audio();
    if (audio.bitsPerSecond() == 0) {
      return;
    }
    if (wanted.channels() > 0) { // what was announced counts, whatever the launch said
      wanted = new SoundRequest(audio.channels(), wanted.alsoOnHost());
    }
    run =
        AudioRun.start(session.id(), audio, encoder(audio), link, session.figures().sound(), this);
    if (!capture() && sink != null && sink.present()) {
      retryLater(); // a sink that is missing is news when it comes
    }
  }

  private OpusEncoder encoder(AudioParameters audio) {
    try {
      return OpusEncoder.open(audio);
    } catch (OpusException e) {
      session.remarks().accept("no sound: " + e.getMessage());
      return null;
    }
  }

  /// @return whether sound is captured now
  private boolean capture() {
    if (sink == null || !hears()) {
      return false;
    }
    open();
    var stream = sink.capture();
    stream.ifPresent(run::from);
    if (stream.isPresent()) {
      LOG.info(
          "session {}: sound of {} channels by {}",
          session.id(),
          wanted.channels(),
          sink.backendId().orElse("?"));
    }
    return stream.isPresent();
  }

  /// Who may not hear any more gets silence at once; the programs' sink stays with the display.
  @Override
  public void rights(Set<Right> now) {
    post(() -> allow(now.contains(Right.AUDIO)));
  }

  private void allow(boolean now) {
    if (now == allowed) {
      return;
    }
    allowed = now;
    if (now) {
      if (lease != null) {
        provide();
      }
      retry();
    } else if (wanted.channels() > 0) {
      session.remarks().accept("no sound: the right to hear was taken away");
      silence();
    }
  }

  private void silence() {
    if (run != null) {
      run.from(null);
    }
    if (sink != null) {
      sink.closeCapture();
      sink.gather(false);
    }
  }

  @Override
  public void arrived(Provider<?> provider) {
    if (provider.stage() == Stage.AUDIO && sink != null && !sink.present()) {
      retry();
    }
  }

  @Override
  public boolean drain(Provider<?> leaving, long deadlineNanos) {
    var used = sink;
    boolean lost = used != null && used.drain(leaving, deadlineNanos);
    if (lost) {
      session.figures().sound().lost();
      session.remarks().accept("no sound: " + leaving.key() + " was taken away");
    }
    return lost;
  }

  @Override
  public void remark(String text) {
    session.remarks().accept(text);
  }

  @Override
  public void lost(String why) {
    troubled(why);
  }

  @Override
  public void lost(OpenStage<AudioStream> capture, BackendException cause) {
    if (!capture.gate().closed()) { // else it is known why
      troubled(cause.getMessage());
    }
  }

  @Override
  public void failed(Throwable cause) {
    LOG.error("session {}: the audio thread died", session.id(), cause);
    session.remarks().accept("no sound: the audio thread died: " + cause);
  }

  private void troubled(String why) {
    post(
        () -> {
          session.figures().sound().lost();
          session.remarks().accept("no sound: " + why);
          LOG.warn("session {}: no sound: {}", session.id(), why);
          retryLater();
        });
  }

  private void post(Runnable step) {
    control.accept(
        () -> {
          if (!session.is(State.ENDING, State.ENDED)) {
            step.run();
          }
        });
  }

  private void retryLater() {
    if (!retrying) {
      retrying = true;
      session
          .context()
          .timer()
          .schedule(() -> post(this::retry), RETRY_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void retry() {
    retrying = false;
    if (run == null || !hears()) {
      return; // at the start; or the client may not hear
    }
    if (capture()) {
      session.remarks().accept("sound is back");
    } else {
      retryLater();
    }
  }

  @Override
  public void chain(Map<Stage, String> chain) {
    var used = sink;
    if (used != null && used.present()) {
      used.backendId().ifPresent(id -> chain.put(Stage.AUDIO, id));
    }
  }

  @Override
  public void close(EndReason reason) {
    if (run != null) {
      stop();
    }
    if (sink == null) {
      return;
    }
    sink.closeCapture();
    sink.gather(false);
    sink.belongsTo(null);
    if (!handedOver) {
      sink.close();
    }
  }

  private void stop() {
    run.from(null);
    try {
      if (!run.stop()) {
        LOG.error("session {}: the audio thread does not end", session.id());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
