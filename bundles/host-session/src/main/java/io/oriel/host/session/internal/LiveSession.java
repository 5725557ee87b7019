package io.oriel.host.session.internal;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Figures;
import io.oriel.api.session.LinkReport;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// One session: its steps run one after the other on its control thread, a virtual thread of its
/// own. What they do is in the classes that this one puts together.
final class LiveSession implements Session {
  private final SessionState state;
  private final Instant since = Instant.now();
  private final ControlThread control;
  private final Exchange exchange;
  private final SessionParts parts;
  private final SessionMedia media;
  private final RateSteering steering;
  private final Watchers watchers;
  private final SessionPlans plans;
  private final SessionOpening opening;
  private final StageTroubles troubles;
  private final SessionEnd end;

  /// Told at the end, on the control thread.
  interface Ending {
    void ended(LiveSession session, EndReason reason, String detail);
  }

  LiveSession(String id, SessionRequest request, SessionContext context, Ending whenEnded) {
    state = new SessionState(id, request, context);
    control = new ControlThread("oriel-ctl-" + id);
    end = new SessionEnd(state, control, (reason, detail) -> whenEnded.ended(this, reason, detail));
    exchange = Exchange.of(state, control::post);
    parts = SessionParts.of(state, exchange, control::post, this::end);
    plans = new SessionPlans(request, context);
    troubles = new StageTroubles(state, control, plans, parts, end);
    media =
        new SessionMedia(
            id,
            context,
            state.figures(),
            state.area(),
            state.remarks(),
            troubles,
            System::nanoTime,
            this::post);
    steering =
        new RateSteering(media, state.figures(), () -> context.settings().get().adapt_rate());
    watchers = new Watchers(state, media, this::post);
    state.numbers().of(watchers::read);
    troubles.of(media);
    opening = new SessionOpening(state, plans, media, parts, end);
    end.closes(() -> parts.close(state.endReason()));
    end.closes(media::close);
    end.closes(() -> watchers.close(state.endReason()));
  }

  // --- life

  /// Opens display and input. The orchestrator's caller waits for it.
  void prepare(Planned plan) throws SessionException {
    plans.use(plan);
    control.call(
        () -> {
          opening.prepare(plan, troubles::displayLost);
          return null;
        });
    var context = state.context();
    context
        .timer()
        .schedule(
            () -> {
              if (state.is(State.PREPARED)) {
                end(EndReason.NOT_STARTED);
              }
            },
            context.settings().get().start_timeout_ms(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void start(StreamParameters wanted, ClientLink to) throws SessionException {
    control.call(
        () -> {
          opening.start(wanted, to, new LinkSink(this, exchange));
          return null;
        });
  }

  @Override
  public void attach(Client client, ClientLink link) throws SessionException {
    control.call(
        () -> {
          watchers.attach(client, link);
          return null;
        });
  }

  @Override
  public boolean mayWatch(Client client) {
    return watchers.may(client);
  }

  @Override
  public List<Client> watchers() {
    return watchers.clients();
  }

  @Override
  public Optional<ClipboardContent> copied() {
    return exchange.clipboard().copied();
  }

  @Override
  public boolean copy(ClipboardContent content) {
    return exchange.clipboard().copy(content);
  }

  @Override
  public CompletionStage<DisplayRequest> reconfigure(DisplayRequest wanted) {
    return control.submit(
        () -> {
          var display = state.lease().display();
          if (state.is(State.LIVE)) {
            new ModeChange(display, media, state.stream(), state.link(), state.remarks())
                .to(wanted)
                .ifPresent(
                    changed -> {
                      state.streams(changed);
                      parts.modeChanged(changed);
                    });
          }
          return display.actual();
        });
  }

  @Override
  public void end(EndReason reason) {
    end.ask(reason);
    troubles.ending();
  }

  /// A backend leaves. On the thread that stops it; returns when nothing here uses it.
  void drain(Provider<?> leaving, long deadlineNanos) {
    troubles.drain(leaving, deadlineNanos);
  }

  /// A backend arrived.
  void arrived(Provider<?> provider) {
    troubles.arrived(provider);
  }

  /// The client's rights changed.
  void rights(Set<Right> rights) {
    parts.rights(rights);
    if (!rights.contains(Right.VIEW)) {
      end(EndReason.REVOKED);
    }
  }

  /// Somebody's rights changed who may be watching.
  void rightsOfWatcher(Client changed) {
    watchers.rights(changed);
  }

  // --- what the link asks

  void post(Runnable step) {
    control.post(
        () -> {
          if (state.is(State.LIVE)) {
            step.run();
          }
        });
  }

  private void post(long nanos, Runnable step) {
    state.context().timer().schedule(() -> post(step), nanos, TimeUnit.NANOSECONDS);
  }

  SessionMedia media() {
    return media;
  }

  RateSteering steering() {
    return steering;
  }

  void figuresOfLink(LinkReport report) {
    state.numbers().reported(report);
  }

  // --- what others ask

  @Override
  public String id() {
    return state.id();
  }

  @Override
  public State state() {
    return state.now();
  }

  @Override
  public SessionRequest request() {
    return state.request();
  }

  @Override
  public SessionPlan plan() {
    return plans.latest();
  }

  @Override
  public Map<Stage, String> chain() {
    var chain = new EnumMap<Stage, String>(Stage.class);
    var lease = state.lease();
    if (lease != null) {
      chain.put(Stage.DISPLAY, lease.backendId());
    }
    var used = media.chain();
    if (used != null) {
      chain.put(Stage.CAPTURE, used.capture().id());
      chain.put(Stage.ENCODER, used.encoder().id());
    }
    parts.chain(chain);
    return chain;
  }

  @Override
  public DisplayRequest display() {
    var lease = state.lease();
    return lease == null ? request().display() : lease.display().actual();
  }

  @Override
  public Optional<StreamParameters> stream() {
    return Optional.ofNullable(state.stream());
  }

  @Override
  public List<String> remarks() {
    return state.remarks().all();
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public Figures figures() {
    return state.numbers().snapshot();
  }

  @Override
  public void restartDistributions() {
    state.numbers().restartDistributions();
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return end.ended();
  }
}
