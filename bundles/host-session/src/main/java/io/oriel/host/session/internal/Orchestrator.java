package io.oriel.host.session.internal;

import io.oriel.api.app.AppLauncher;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionObserver;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.media.nat.NativeHeap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans, prepares and keeps sessions.
@Component(configurationPid = "io.oriel.host.session")
@Designate(ocd = SessionSettings.class)
public final class Orchestrator implements SessionOrchestrator {
  private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
  private static final long END_WAIT_SECONDS = 5;
  private static final long BUSY_NANOS = 10_000_000_000L;
  private static final long LOOK_NANOS = 20_000_000;
  private static final long TRIM_MILLIS = 500; // until the last session's threads are gone

  private final Backends backends;
  private final DisplayKeeper keeper;
  private final FactBoard facts;
  private final TrustStore trust;
  private final AutoCloseable trustWatch;
  private final Cooldowns cooldowns = new Cooldowns();
  private final Openings openings = new Openings();
  private final CurrentRights rights;
  private final ScheduledExecutorService timer = timer();
  private final List<LiveSession> sessions = new CopyOnWriteArrayList<>();
  private final Consumer<Provider<?>> onArrival = this::arrived;
  private final Consumer<Provider<?>> onLeaving = this::leaving;
  private volatile SessionSettings settings;

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private volatile List<SessionObserver> observers = List.of();

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile AppLauncher launcher; // null: nothing starts applications

  @Activate
  public Orchestrator(
      SessionSettings settings,
      @Reference Backends backends,
      @Reference DisplayKeeper keeper,
      @Reference FactBoard facts,
      @Reference TrustStore trust) {
    this.settings = settings;
    this.backends = backends;
    this.keeper = keeper;
    this.facts = facts;
    this.trust = trust;
    rights = new CurrentRights(trust);
    trustWatch = trust.watch(this::trustChanged);
    backends.listen(onArrival, onLeaving);
  }

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("oriel-timer").factory());
    timer.setRemoveOnCancelPolicy(true); // a time-out may be hours away, and holds its session
    return timer;
  }

  @Modified
  void modified(SessionSettings changed) {
    settings = changed;
  }

  @Deactivate
  void close() throws Exception {
    backends.unlisten(onArrival, onLeaving);
    trustWatch.close();
    sessions.forEach(session -> session.end(EndReason.SHUTDOWN));
    sessions.forEach(Orchestrator::awaitEnd);
    timer.shutdownNow();
  }

  @Override
  public SessionPlan plan(SessionRequest request) {
    var arranged = arranged(request);
    return planned(arranged).plan(arranged);
  }

  /// What becomes of other monitors is the owner's to say, not the client's.
  private SessionRequest arranged(SessionRequest request) {
    var display = Arrangements.of(settings.arrangement(), settings.mirror_of(), request.display());
    return new SessionRequest(
        request.client(),
        request.app(),
        display,
        request.codecs(),
        request.devices(),
        request.sound(),
        request.hints());
  }

  /// A request for HDR that some link cannot serve is planned without.
  private Planned planned(SessionRequest request) {
    var now = facts.facts();
    var choice = Choice.of(settings);
    var planned = new Planner(request, now, choice, cooldowns).plan(backends);
    if (!Colors.hdr(request.display().color()) || planned.hdr()) {
      return planned;
    }
    String missing = new HdrCheck(backends, request, now, choice).firstMissing();
    return new Planner(HdrCheck.sdr(request), now, choice, cooldowns)
        .plan(backends)
        .withoutHdr(missing);
  }

  @Override
  public Session prepare(SessionRequest wanted) throws SessionException {
    var request = arranged(wanted);
    if (!request.client().rights().contains(Right.VIEW)) {
      throw new SessionException(EndReason.REVOKED, "this client has no right to view");
    }
    checkRoom(); // before anything that takes time
    var planned = planned(request);
    long deadline = System.nanoTime() + BUSY_NANOS;
    while (planned.chains().isEmpty()
        && busy(planned)
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_NANOS);
      planned = planned(request);
    }
    if (planned.chains().isEmpty()) {
      throw new SessionException(EndReason.NO_BACKEND, Explanation.of(planned));
    }
    var session = admit(planned.withoutHdr().isPresent() ? HdrCheck.sdr(request) : request);
    if (revoked(request.client())) { // between the check and the admission
      sessions.remove(session);
      throw new SessionException(EndReason.REVOKED, "this client was unpaired");
    }
    session.rights(rights.of(request.client())); // whatever the transport remembers
    try {
      session.prepare(planned);
    } catch (SessionException e) {
      session.end(e.reason()); // where it still opens something: its caller was interrupted
      LOG.warn("no session for {}: {}", request.client().name(), e.getMessage());
      throw e;
    }
    return session;
  }

  private boolean revoked(Client client) {
    return trust.clients().stream()
        .noneMatch(known -> known.id().equals(client.id()) && known.rights().contains(Right.VIEW));
  }

  /// Right after the start encoders are still proving themselves; a client waits rather than fails.
  private static boolean busy(Planned planned) {
    return planned.considered().stream()
        .anyMatch(
            candidate ->
                candidate.assessment() instanceof Unfit unfit && unfit.reason() == Reason.BUSY);
  }

  private void checkRoom() throws SessionException {
    int most = settings.max_sessions();
    int now = sessions.size();
    if (most > 0 && now >= most) {
      throw new SessionException(
          EndReason.LIMIT,
          "This host streams to "
              + (now == 1 ? "one device" : now + " devices")
              + " already, which is as many as its owner allows (max.sessions); try again when one"
              + " has left");
    }
  }

  private synchronized LiveSession admit(SessionRequest request) throws SessionException {
    checkRoom();
    var context =
        new SessionContext(
            backends,
            keeper,
            facts,
            () -> settings,
            cooldowns,
            openings,
            timer,
            () -> launcher,
            rights::of);
    var session = new LiveSession(freshId(), request, context, this::ended);
    sessions.add(session);
    return session;
  }

  private void ended(LiveSession session, EndReason reason, String detail) {
    sessions.remove(session);
    for (SessionObserver observer : observers) {
      try {
        observer.ended(session.id(), reason, detail);
      } catch (RuntimeException | LinkageError e) {
        LOG.warn(
            "{} does not take the end of session {}: {}", observer, session.id(), e.toString());
      }
    }
    if (sessions.isEmpty() && !timer.isShutdown()) {
      timer.schedule(this::trim, TRIM_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// What encoders and captures have freed stays with the process otherwise, and grows with every
  /// session.
  private void trim() {
    if (sessions.isEmpty()) {
      NativeHeap.trim();
    }
  }

  private String freshId() {
    while (true) {
      // a letter first: the shell takes 0380 and 12e3 for numbers
      String id = "%04x".formatted(ThreadLocalRandom.current().nextInt(0xa000, 0x1_0000));
      if (sessions.stream().noneMatch(session -> session.id().equals(id))) {
        return id;
      }
    }
  }

  @Override
  public List<Session> sessions() {
    return List.copyOf(sessions);
  }

  @Override
  public Optional<String> running(Client client) {
    return of(client).stream()
        .map(session -> session.request().app())
        .findFirst()
        .or(
            () ->
                keeper.displays().stream()
                    .filter(kept -> kept.owner().clientId().equals(client.id()))
                    .map(kept -> kept.owner().app())
                    .findFirst());
  }

  @Override
  public void quit(Client client, EndReason reason) {
    var own = of(client);
    own.forEach(session -> session.end(reason));
    own.forEach(Orchestrator::awaitEnd);
    keeper.discard(client.id());
  }

  private List<LiveSession> of(Client client) {
    var result = new ArrayList<>(sessions);
    result.removeIf(session -> !session.request().client().id().equals(client.id()));
    return result;
  }

  private static void awaitEnd(LiveSession session) {
    try {
      session.ended().toCompletableFuture().get(END_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("session {} does not end: {}", session.id(), e.toString());
    }
  }

  private void trustChanged(Client client) {
    rights.changed(client);
    sessions.forEach(session -> session.rightsOfWatcher(client));
    of(client).forEach(session -> session.rights(client.rights()));
    if (!client.rights().contains(Right.VIEW)) {
      keeper.discard(client.id());
    }
  }

  private void arrived(Provider<?> provider) {
    sessions.forEach(session -> session.arrived(provider));
  }

  /// Runs on the thread that stops the backend; all of its stages drain together, in 500 ms at
  /// most.
  private void leaving(Provider<?> provider) {
    long deadline = System.nanoTime() + OpenStage.DRAIN_NANOS;
    openings.drain(provider, deadline);
    sessions.parallelStream().forEach(session -> session.drain(provider, deadline));
    if (provider.service() instanceof VirtualDisplayProvider displays) {
      keeper.forget(displays);
    }
    cooldowns.forget(provider);
  }
}
