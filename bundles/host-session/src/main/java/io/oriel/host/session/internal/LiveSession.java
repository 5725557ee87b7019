package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.DisplayKeeper;
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
import io.oriel.api.trust.Right;
import io.oriel.host.session.internal.media.MediaRun;
import io.oriel.host.session.internal.media.SessionFigures;
import io.oriel.media.core.SessionEvents;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session: a state machine whose steps run one after the other on its control thread, a
/// virtual
/// thread of its own.
final class LiveSession implements Session, MediaRun.Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  private final String id;
  private final SessionRequest request;
  private final SessionContext context;
  private final Ending whenEnded;
  private final Instant since = Instant.now();
  private final ControlThread control;
  private final Remarks remarks = new Remarks();
  private final SessionFigures figures = new SessionFigures();
  private final SessionNumbers numbers = new SessionNumbers(figures);
  private final InputGuard guard;
  private final SessionInput input;
  private final SessionMedia media;
  private final DeferredFeedback feedback = new DeferredFeedback();
  private final AtomicReference<EndReason> endReason = new AtomicReference<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final Waiting waiting = new Waiting();
  private final SessionPlans plans;
  private final Recovery recovery;

  private volatile State state = State.OPENING;
  private volatile DisplayKeeper.Lease lease;
  private volatile StreamParameters stream;
  private volatile ClientLink link;
  private volatile String displayLost;

  /// Told at the end, on the control thread.
  interface Ending {
    void ended(LiveSession session, EndReason reason, String detail);
  }

  LiveSession(String id, SessionRequest request, SessionContext context, Ending whenEnded) {
    this.id = id;
    this.request = request;
    this.context = context;
    this.whenEnded = whenEnded;
    control = new ControlThread("oriel-ctl-" + id);
    guard = new InputGuard(request.client().rights());
    input = new SessionInput(context, guard, remarks);
    media = new SessionMedia(id, context, figures, remarks, this, System::nanoTime, this::post);
    plans = new SessionPlans(request, context);
    recovery =
        new Recovery(
            context,
            plans,
            media,
            waiting,
            () -> endReason.get() != null,
            () -> displayLost != null);
  }

  // --- life

  /// Opens display and input. The orchestrator's caller waits for it.
  void prepare(Planned plan) throws SessionException {
    plans.use(plan);
    control.call(
        () -> {
          try {
            lease =
                new DisplayStep(context, request, remarks, this::displayLost)
                    .open(plan.chains(), Map.of());
            input.open(planInput(plan), lease.display(), feedback);
          } catch (SessionException e) {
            finish(e.reason(), e.getMessage());
            throw e;
          } catch (RuntimeException | LinkageError e) {
            finish(EndReason.FAILED, e.toString());
            throw e;
          }
          state = State.PREPARED;
          LOG.info(
              "session {}: {} for {}, {} on {}{}",
              id,
              request.app(),
              request.client().name(),
              DisplayStep.mode(lease.display().actual()),
              lease.backendId(),
              lease.reused() ? ", kept from before" : "");
          return null;
        });
    context
        .timer()
        .schedule(
            () -> {
              if (state == State.PREPARED) {
                end(EndReason.NOT_STARTED);
              }
            },
            context.settings().get().start_timeout_ms(),
            TimeUnit.MILLISECONDS);
  }

  /// The injectors must suit the display that was opened, which need not be the plan's first.
  private Map<io.oriel.api.input.DeviceKind, List<Provider<io.oriel.api.input.InjectorProvider>>>
      planInput(Planned plan) {
    boolean first = plan.chains().getFirst().display().id().equals(lease.backendId());
    return first ? plan.injectors() : plans.now().injectors();
  }

  @Override
  public void start(StreamParameters wanted, ClientLink to) throws SessionException {
    control.call(
        () -> {
          if (state != State.PREPARED) {
            throw new SessionException(
                EndReason.FAILED, "session " + id + " is " + state + ", it cannot be started");
          }
          link = to;
          numbers.of(to);
          try {
            to.input(new LinkSink(this, guard));
            feedback.to(to.feedback());
            DisplayStep.resize(lease.display(), wanted.format());
            media.start(wanted, to, plans.chains(wanted, lease.backendId()), lease.display());
          } catch (SessionException e) {
            finish(e.reason(), e.getMessage());
            throw e;
          } catch (BackendException e) {
            finish(EndReason.NO_BACKEND, e.getMessage());
            throw new SessionException(EndReason.NO_BACKEND, e.getMessage());
          } catch (RuntimeException | LinkageError e) {
            finish(EndReason.FAILED, e.toString());
            throw e;
          }
          stream = wanted;
          state = State.LIVE;
          return null;
        });
  }

  @Override
  public CompletionStage<DisplayRequest> reconfigure(DisplayRequest wanted) {
    return control.submit(
        () -> {
          if (state == State.LIVE) {
            new ModeChange(lease.display(), media, stream, link, remarks)
                .to(wanted)
                .ifPresent(changed -> stream = changed);
          }
          return lease.display().actual();
        });
  }

  @Override
  public void end(EndReason reason) {
    if (endReason.compareAndSet(null, reason)) {
      waiting.signal();
      control.post(() -> finish(reason, ""));
    }
  }

  /// Closes everything in reverse. Control thread; the first call counts.
  private void finish(EndReason reason, String detail) {
    if (state == State.ENDING || state == State.ENDED) {
      return;
    }
    endReason.compareAndSet(null, reason);
    state = State.ENDING;
    String text = detail.isEmpty() ? remarks.last() : detail;
    // whatever one of them throws, the others are closed and the session ends
    if (link != null) {
      safely(() -> link.end(reason, text));
    }
    safely(media::close);
    safely(input::close);
    if (link != null) {
      safely(link::close);
    }
    if (lease != null) {
      safely(() -> DisplayStep.giveBack(lease, reason));
    }
    state = State.ENDED;
    LOG.info("session {}: ended, {}{}", id, reason, detail.isEmpty() ? "" : ": " + detail);
    SessionEvents.ended(id, reason.name(), detail);
    safely(() -> whenEnded.ended(this, reason, detail));
    ended.complete(reason);
    control.close();
  }

  private void safely(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("session {}: a part of it does not close", id, e);
    }
  }

  // --- losing and recovering stages

  @Override
  public void lost(OpenStage<?> stage, BackendException cause) {
    String why = cause.getMessage();
    boolean blame = cause.kind() != BackendException.Kind.DEVICE_LOST;
    control.post(() -> recover(stage, why, false, blame));
  }

  @Override
  public void failed(Throwable cause) {
    LOG.error("session {}: a media thread died", id, cause);
    remarks.accept("a media thread died: " + cause);
    end(EndReason.FAILED);
  }

  private void displayLost(String why) {
    displayLost = why;
    remarks.accept(why);
    waiting.signal();
    end(EndReason.DISPLAY_LOST);
  }

  /// A backend leaves. On the thread that stops it; returns when nothing here uses it.
  void drain(Provider<?> leaving, long deadlineNanos) {
    if (input.drain(leaving, deadlineNanos)) {
      remarks.accept("view only: " + leaving.key() + " was taken away");
    }
    var stage = media.drain(leaving, deadlineNanos);
    if (stage != null) {
      control.post(() -> recover(stage, leaving.key() + " was taken away", true, false));
    }
  }

  /// A backend arrived: it may be the one waited for.
  void arrived(Provider<?> provider) {
    waiting.signal();
    if (provider.stage() == Stage.INPUT) {
      control.post(this::reopenInput);
    }
  }

  private void reopenInput() {
    if ((state == State.LIVE || state == State.PREPARED) && !input.present()) {
      input.open(plans.now().injectors(), lease.display(), feedback);
    }
  }

  /// A stage is gone. It may be news of one that was replaced meanwhile: a backend that leaves is
  /// reported by the media threads too.
  private void recover(OpenStage<?> stage, String why, boolean tookAway, boolean blame) {
    if (state != State.LIVE || !media.uses(stage)) {
      return;
    }
    state = State.RECOVERING;
    remarks.accept(why);
    figures.stageLost();
    SessionEvents.stageLost(id, stage.provider().key(), why);
    LOG.warn("session {}: {}, recovering", id, why);
    var end = recovery.from(stage, why, tookAway, blame, stream, lease);
    if (endReason.get() != null) {
      return; // finish is already queued
    }
    if (end.isPresent()) {
      finish(end.get().reason(), end.get().detail());
    } else {
      state = State.LIVE;
      LOG.info("session {}: live again", id);
    }
  }

  // --- what others ask

  void post(Runnable step) {
    control.post(
        () -> {
          if (state == State.LIVE) {
            step.run();
          }
        });
  }

  private void post(long nanos, Runnable step) {
    context.timer().schedule(() -> post(step), nanos, TimeUnit.NANOSECONDS);
  }

  SessionMedia media() {
    return media;
  }

  void figuresOfLink(LinkReport report) {
    numbers.reported(report);
  }

  /// The client's rights changed.
  void rights(Set<Right> rights) {
    guard.rights(rights);
    if (!rights.contains(Right.VIEW)) {
      end(EndReason.REVOKED);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public SessionRequest request() {
    return request;
  }

  @Override
  public SessionPlan plan() {
    return plans.latest();
  }

  @Override
  public Map<Stage, String> chain() {
    var chain = new EnumMap<Stage, String>(Stage.class);
    if (lease != null) {
      chain.put(Stage.DISPLAY, lease.backendId());
    }
    var used = media.chain();
    if (used != null) {
      chain.put(Stage.CAPTURE, used.capture().id());
      chain.put(Stage.ENCODER, used.encoder().id());
    }
    if (input.present()) {
      chain.put(Stage.INPUT, String.join(", ", input.backendIds()));
    }
    return chain;
  }

  @Override
  public DisplayRequest display() {
    var current = lease;
    return current == null ? request.display() : current.display().actual();
  }

  @Override
  public Optional<StreamParameters> stream() {
    return Optional.ofNullable(stream);
  }

  @Override
  public List<String> remarks() {
    return remarks.all();
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public Figures figures() {
    return numbers.snapshot();
  }

  @Override
  public void restartDistributions() {
    numbers.restartDistributions();
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended.minimalCompletionStage();
  }
}
