package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session: a state machine whose steps run one after the other on its control thread, a
/// virtual
/// thread of its own.
final class LiveSession implements Session, MediaRun.Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);
  private static final int MOST_LOSSES = 3;
  private static final long LOSS_WINDOW_NANOS = 60_000_000_000L;

  private final String id;
  private final SessionRequest request;
  private final SessionContext context;
  private final Consumer<LiveSession> whenEnded;
  private final Instant since = Instant.now();
  private final ControlThread control;
  private final Remarks remarks = new Remarks();
  private final SessionFigures figures = new SessionFigures();
  private final InputGuard guard;
  private final SessionInput input;
  private final SessionMedia media;
  private final DeferredFeedback feedback = new DeferredFeedback();
  private final AtomicReference<EndReason> endReason = new AtomicReference<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final Waiting waiting = new Waiting();
  private final Deque<Long> lossNanos = new ArrayDeque<>(); // control thread

  private volatile State state = State.OPENING;
  private volatile Planned planned;
  private volatile DisplayKeeper.Lease lease;
  private volatile StreamParameters stream;
  private volatile ClientLink link;
  private volatile LinkReport lastReport;
  private volatile String displayLost;

  LiveSession(
      String id, SessionRequest request, SessionContext context, Consumer<LiveSession> whenEnded) {
    this.id = id;
    this.request = request;
    this.context = context;
    this.whenEnded = whenEnded;
    control = new ControlThread("oriel-ctl-" + id);
    guard = new InputGuard(request.client().rights());
    input = new SessionInput(context, guard, remarks);
    media = new SessionMedia(id, context, figures, remarks, this);
  }

  // --- life

  /// Opens display and input. The orchestrator's caller waits for it.
  void prepare(Planned plan) throws SessionException {
    planned = plan;
    control.call(
        () -> {
          try {
            lease =
                new DisplayStep(context, request, remarks, this::displayLost).open(plan.chains());
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
            java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  /// The injectors must suit the display that was opened, which need not be the plan's first.
  private Map<io.oriel.api.input.DeviceKind, List<Provider<io.oriel.api.input.InjectorProvider>>>
      planInput(Planned plan) {
    boolean first = plan.chains().getFirst().display().id().equals(lease.backendId());
    return first ? plan.injectors() : replan().injectors();
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
          try {
            to.input(new LinkSink(this, guard));
            feedback.to(to.feedback());
            DisplayStep.resize(lease.display(), wanted.format());
            media.start(wanted, to, chains(planned, wanted), lease.display());
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

  private List<Chain> chains(Planned plan, StreamParameters wanted) {
    return plan.chains().stream()
        .filter(chain -> chain.codec() == wanted.format().codec())
        .filter(chain -> chain.display().id().equals(lease.backendId()))
        .toList();
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
    whenEnded.accept(this);
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
  public void lost(io.oriel.host.session.internal.OpenStage<?> stage, BackendException cause) {
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
      input.open(replan().injectors(), lease.display(), feedback);
    }
  }

  private void recover(OpenStage<?> stage, String why, boolean tookAway, boolean blame) {
    if (state != State.LIVE || !(tookAway || media.uses(stage))) {
      return; // ended meanwhile, or news of a stage that was replaced
    }
    state = State.RECOVERING;
    remarks.accept(why);
    figures.stageLost();
    LOG.warn("session {}: {}, recovering", id, why);
    media.discard(stage, why, blame);
    EndReason reason =
        stage.instance() instanceof Capture ? EndReason.CAPTURE_LOST : EndReason.ENCODER_LOST;
    if (tooManyLosses()) {
      finish(reason, "lost a stage three times in a minute, last: " + why);
      return;
    }
    if (tookAway) {
      long wait = context.settings().get().recovery_wait_ms();
      waiting.until(
          System.nanoTime() + wait * 1_000_000,
          () ->
              endReason.get() != null
                  || chains(replan(), stream).stream()
                      .anyMatch(chain -> uses(chain, stage.provider())));
    }
    if (endReason.get() != null) {
      return; // finish is already queued
    }
    planned = replan();
    try {
      media.restart(chains(planned, stream), lease.display());
      state = State.LIVE;
      LOG.info("session {}: live again", id);
    } catch (SessionException e) {
      // the display's own death is often noticed a moment after its capture's
      waiting.until(System.nanoTime() + 300_000_000, () -> displayLost != null);
      finish(displayLost == null ? reason : EndReason.DISPLAY_LOST, e.getMessage());
    }
  }

  private static boolean uses(Chain chain, Provider<?> lost) {
    return lost.stage() == Stage.CAPTURE
        ? chain.capture().id().equals(lost.id())
        : chain.encoder().id().equals(lost.id());
  }

  private boolean tooManyLosses() {
    long now = System.nanoTime();
    lossNanos.addLast(now);
    while (now - lossNanos.getFirst() > LOSS_WINDOW_NANOS) {
      lossNanos.removeFirst();
    }
    return lossNanos.size() >= MOST_LOSSES;
  }

  private Planned replan() {
    return new Planner(
            request,
            context.facts().facts(),
            Choice.of(context.settings().get()),
            context.cooldowns())
        .plan(context.backends());
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

  SessionMedia media() {
    return media;
  }

  void figuresOfLink(LinkReport report) {
    lastReport = report;
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
    return planned.plan(request);
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
    var to = link;
    var counters = new java.util.LinkedHashMap<>(to == null ? Map.of() : to.counters());
    var report = lastReport;
    if (report != null) {
      counters.put("link.round.trip.micros", report.roundTripNanos() / 1000);
      counters.put("link.packets.lost", report.packetsLost());
    }
    return figures.snapshot(counters, to == null ? Map.of() : to.distributions());
  }

  @Override
  public void restartDistributions() {
    figures.restartDistributions();
    var to = link;
    if (to != null) {
      to.restartDistributions();
    }
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended.minimalCompletionStage();
  }
}
