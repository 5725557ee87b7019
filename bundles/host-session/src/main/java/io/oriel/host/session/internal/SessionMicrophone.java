package io.oriel.host.session.internal;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import io.oriel.host.session.internal.media.MicrophoneFigures;
import io.oriel.host.session.internal.media.MicrophoneRun;
import io.oriel.media.opus.OpusLibrary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session's microphone, if its client may lend one: a source for its programs, whose name stays
/// with the display, and a thread that writes there what the client says. Whatever is missing or
/// dies, the session goes on and programs record silence.
final class SessionMicrophone implements SessionPart, SessionSource.Owner, MicrophoneRun.Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(SessionMicrophone.class);

  private final SessionState session;
  private final Retry retry;
  private final Lack lack;
  private DisplayKeeper.Lease lease; // null: the display is not there yet
  private volatile boolean allowed;
  private volatile SessionSource source;
  private volatile MicrophoneRun run; // null: the client may not, or nothing is open
  private boolean handedOver; // the source goes with the display
  private boolean live;
  private Supplier<String> sink = () -> "";

  /// @param control runs a step on the control thread; any thread
  SessionMicrophone(SessionState session, Consumer<Runnable> control) {
    this.session = session;
    retry = new Retry(session, control, this::again);
    lack = new Lack(session.remarks(), "no microphone");
    allowed = session.request().client().rights().contains(Right.MICROPHONE);
  }

  /// While the session is made: its programs play into a sink of this name; empty: none.
  void beside(Supplier<String> sinkName) {
    sink = sinkName;
  }

  /// The client said something, in Opus. The link's receive thread; waits for nothing.
  ///
  /// @param packet borrowed
  void packet(ByteBuffer packet, int sequence) {
    var to = run;
    if (to != null && allowed) {
      to.packet(packet, sequence);
    }
  }

  @Override
  public Map<String, String> environment() {
    make();
    if (allowed) {
      open();
    } // else the right may come while they run
    return source.environment(providers(), sink.get());
  }

  private void make() {
    source = new SessionSource("oriel-mic-" + session.id(), session.context());
    source.belongsTo(this);
  }

  @Override
  public void prepared(DisplayKeeper.Lease opened) {
    lease = opened;
    opened.kept(SessionSource.class).ifPresent(this::takeOver);
    apply();
  }

  private void takeOver(SessionSource kept) {
    source = kept;
    handedOver = true;
    kept.belongsTo(this);
  }

  /// Brings what is open to what is allowed.
  private void apply() {
    if (source == null) { // the display is older than this
      make();
    }
    if (!handedOver) {
      lease.keep(source);
      handedOver = true;
    }
    if (!allowed) {
      hush();
      source.shut();
      return;
    }
    open();
    speak();
  }

  /// Opens the source where there is none, or says why not, and tries again where that may help.
  private void open() {
    if (source.stage().isPresent()) {
      return;
    }
    var missing = OpusLibrary.lack();
    if (missing.isPresent()) {
      lack.because(missing.get());
      return;
    }
    var context = session.context();
    var providers = providers();
    if (providers.isEmpty()) {
      lack.because(planner().lacking(Stage.MICROPHONE));
    }
    if (source.open(providers, sink.get())) {
      if (lack.over() && lease != null) {
        session.remarks().accept("the microphone is back");
      }
    } else if (!providers.isEmpty() || context.cooldowns().any(context.backends().microphones())) {
      retry.later();
    }
  }

  private List<Provider<MicrophoneProvider>> providers() {
    return planner().microphones(session.context().backends());
  }

  private Planner planner() {
    var context = session.context();
    return new Planner(
        session.request(),
        context.facts().facts(),
        Choice.of(context.settings().get()),
        context.cooldowns());
  }

  @Override
  public void started(StreamParameters stream, ClientLink link) {
    live = true;
    speak();
  }

  /// Lets the client be heard once it streams and there is a source.
  private void speak() {
    var stage = source == null || !allowed || !live ? null : source.stage().orElse(null);
    if (stage == null) {
      return;
    }
    if (run == null) {
      run = MicrophoneRun.start(session.id(), figures(), this);
      LOG.info("session {}: microphone by {}", session.id(), stage.backendId());
    }
    run.to(stage);
  }

  private MicrophoneFigures figures() {
    return session.figures().microphone();
  }

  private void hush() {
    var ending = run;
    run = null;
    if (ending == null) {
      return;
    }
    ending.to(null);
    try {
      if (!ending.stop()) {
        LOG.error("session {}: the microphone's thread does not end", session.id());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void rights(Set<Right> now) {
    allowed = now.contains(Right.MICROPHONE);
    retry.post(
        () -> {
          if (lease != null) {
            apply();
          }
        });
  }

  @Override
  public void arrived(Provider<?> provider) {
    if (provider.stage() == Stage.MICROPHONE) {
      again();
    }
  }

  private void again() {
    if (allowed && source != null && source.stage().isEmpty()) {
      open();
      speak();
    }
  }

  @Override
  public boolean drain(Provider<?> leaving, long deadlineNanos) {
    var used = source;
    boolean lost = used != null && used.drain(leaving, deadlineNanos);
    if (lost) {
      figures().lost();
      lack.because(leaving.key() + " was taken away");
    }
    return lost;
  }

  @Override
  public void remark(String text) {
    session.remarks().accept(text);
  }

  @Override
  public void lost(String why) {
    retry.post(
        () -> {
          figures().lost();
          lack.because(why);
          LOG.warn("session {}: no microphone: {}", session.id(), why);
          retry.later();
        });
  }

  @Override
  public void lost(OpenStage<Microphone> microphone, String why) {
    if (!microphone.gate().closed()) { // else it is known why
      retry.post(
          () -> {
            source.shut();
            lost(why);
          });
    }
  }

  @Override
  public void failed(Throwable cause) {
    LOG.error("session {}: the microphone's thread died", session.id(), cause);
    lack.because("its thread died: " + cause);
  }

  @Override
  public void chain(Map<Stage, String> chain) {
    var used = source;
    if (used != null) {
      used.stage().ifPresent(stage -> chain.put(Stage.MICROPHONE, stage.backendId()));
    }
  }

  @Override
  public void close(EndReason reason) {
    hush();
    if (source != null) {
      source.belongsTo(null);
      if (!handedOver) {
        source.close();
      }
    }
  }
}
