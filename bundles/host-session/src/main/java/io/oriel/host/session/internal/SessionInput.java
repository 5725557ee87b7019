package io.oriel.host.session.internal;

import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The client's input: for every kind of device the best injector, for every controller the best
/// device, kept so while backends come and go. What is missing degrades the session.
final class SessionInput implements SessionPart, PadSlots.Changes, PadDevices.Source {
  private static final Logger LOG = LoggerFactory.getLogger(SessionInput.class);
  private static final int ATTEMPTS = 3;

  /// A lost backend is passed over for a while; then it is tried again.
  private static final long AGAIN_MILLIS = 31_000;

  /// A backend that was taken away and may come back at once, as in an update.
  private record Wait(String backendId, long untilNanos) {}

  private final SessionState session;
  private final Executor control;
  private final DeferredFeedback feedback = new DeferredFeedback();
  private final PadSlots pads;
  private final InputGuard guard;
  private final Injectors injectors;
  private final PadDevices padDevices;
  private final Map<DeviceKind, Wait> waits = new EnumMap<>(DeviceKind.class);
  private final Set<DeviceKind> missed = EnumSet.noneOf(DeviceKind.class);
  private final AtomicInteger changed =
      new AtomicInteger(); // slots whose device is to be looked at
  private volatile Set<Right> rights;
  private DisplayKeeper.Lease lease;
  private boolean closed;

  /// @param control runs a step on the session's control thread
  SessionInput(SessionState session, Executor control) {
    this.session = session;
    this.control = control;
    rights = session.request().client().rights();
    pads = new PadSlots(() -> session.context().settings().get().max_pads(), this);
    guard =
        new InputGuard(
            rights, session.area(), pads, (stage, cause) -> lost(stage, cause.toString()));
    injectors = new Injectors(session, guard, pads, feedback, this::lost);
    padDevices = new PadDevices(session, pads, this);
  }

  /// Where the link sends what the client does.
  Injector injector() {
    return guard;
  }

  /// When the client last used a device; `System.nanoTime()`. Any thread.
  long touchedNanos() {
    return guard.touchedNanos();
  }

  // --- life

  @Override
  public void prepared(DisplayKeeper.Lease opened) {
    lease = opened;
    opened.kept(KeptPads.class).ifPresent(pads -> takeOver(pads.take()));
    refill();
  }

  private boolean keepsPads() {
    return session.request().hints().containsKey(SessionRequest.KEEP_PADS);
  }

  /// Controllers that an earlier session left on this display.
  private void takeOver(List<KeptPads.Kept> left) {
    boolean wanted = keepsPads() && rights.contains(Right.GAMEPAD);
    var taken = left.stream().filter(pad -> wanted && !pad.stage().isLost()).toList();
    taken.stream().map(KeptPads.Kept::stage).distinct().forEach(injectors::adopt);
    taken.forEach(pad -> pads.slot(pad.slot()).adopt(pad.stage(), pad.pad()));
    KeptPads.close(left.stream().filter(pad -> !taken.contains(pad)).toList());
  }

  private void leavePads() {
    var left = new ArrayList<KeptPads.Kept>();
    for (int i = 0; i < PadSlots.MOST; i++) {
      var slot = pads.slot(i);
      var stage = slot.stage();
      var pad = slot.made();
      if (slot.leave()) {
        left.add(new KeptPads.Kept(i, pad, stage));
      }
    }
    left.stream().map(KeptPads.Kept::stage).distinct().forEach(injectors::leave);
    if (!left.isEmpty()) {
      var kept = lease.kept(KeptPads.class);
      if (kept.isEmpty()) {
        kept = Optional.of(new KeptPads(session.context().backends()));
        lease.keep(kept.get());
      }
      kept.get().leave(left);
    }
  }

  @Override
  public void started(StreamParameters stream, ClientLink link) {
    link(link.feedback());
  }

  /// Where controllers' feedback goes.
  void link(Feedback client) {
    feedback.to(client);
  }

  @Override
  public void arrived(Provider<?> provider) {
    if (provider.stage() == Stage.INPUT) {
      refill();
    }
  }

  @Override
  public void close(EndReason reason) {
    closed = true;
    if (keepsPads() && lease != null) {
      leavePads();
    }
    injectors.all().forEach(injectors::close);
  }

  @Override
  public boolean drain(Provider<?> leaving, long deadlineNanos) {
    var gone = injectors.drain(leaving, deadlineNanos);
    for (var stage : gone) {
      session
          .remarks()
          .accept(Injectors.words(stage.kinds()) + ": " + leaving.key() + " was taken away");
      control.execute(() -> awaitReturn(stage));
    }
    return !gone.isEmpty();
  }

  private void awaitReturn(InputStage gone) {
    long millis = session.context().settings().get().recovery_wait_ms();
    long until = System.nanoTime() + millis * 1_000_000;
    gone.kinds().forEach(kind -> waits.put(kind, new Wait(gone.provider().id(), until)));
    refillAfter(millis + 1);
    refill(); // it may be back already
  }

  /// A backend gave its injector up, or broke. Any thread.
  private void lost(InputStage stage, String why) {
    control.execute(
        () -> {
          if (!injectors.contains(stage)) {
            return;
          }
          injectors.close(stage);
          session.context().cooldowns().failed(stage.provider(), "lost a moment ago: " + why);
          String text = Injectors.words(stage.kinds()) + " lost: " + why;
          LOG.warn("session {}: {}", session.id(), text);
          session.remarks().accept(text);
          refill();
          refillAfter(AGAIN_MILLIS);
        });
  }

  private void refillAfter(long millis) {
    session
        .context()
        .timer()
        .schedule(() -> control.execute(this::refill), millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void rights(Set<Right> now) {
    rights = now;
    guard.rights(now);
    control.execute(
        () -> {
          if (!now.contains(Right.INPUT)) {
            injectors.all().stream()
                .filter(stage -> !stage.kinds().contains(DeviceKind.GAMEPAD))
                .forEach(injectors::close);
          }
          refill();
        });
  }

  // --- devices

  /// Opens what is missing of the wanted kinds, and makes the devices of controllers.
  private void refill() {
    if (lease == null || closed) {
      return;
    }
    for (int i = 0; i < ATTEMPTS && openMissing(); i++) {
      continue; // what failed is passed over the next time
    }
    padDevices.reconcile();
  }

  /// @return whether something failed to open
  private boolean openMissing() {
    var best = new LinkedHashMap<InputOption, Set<DeviceKind>>();
    for (var kind : StreamRequests.allowed(session.request().devices(), rights)) {
      if (kind != DeviceKind.GAMEPAD && !guard.taken(kind)) {
        choose(kind, best);
      }
    }
    var stages = new LinkedHashMap<StagePlace, Set<DeviceKind>>();
    best.forEach(
        (option, kinds) ->
            stages
                .computeIfAbsent(StagePlace.of(option), _ -> EnumSet.noneOf(DeviceKind.class))
                .addAll(kinds));
    boolean failed = false;
    for (var each : stages.entrySet()) {
      var place = each.getKey();
      if (injectors
          .open(place.provider(), place.target(), each.getValue(), lease.display())
          .isEmpty()) {
        failed = true;
      } else {
        missed.removeAll(each.getValue());
      }
    }
    return failed;
  }

  /// One injector serves all kinds of device that a backend takes at the same place.
  private record StagePlace(Provider<InjectorProvider> provider, InputKind target) {
    static StagePlace of(InputOption option) {
      return new StagePlace(option.provider(), option.target());
    }
  }

  private void choose(DeviceKind kind, Map<InputOption, Set<DeviceKind>> best) {
    var options = options(kind, Optional.empty());
    if (options.isPresent() && options.get().isEmpty() && missed.add(kind)) {
      session.remarks().accept("no backend takes " + Injectors.words(Set.of(kind)));
    }
    options.stream()
        .flatMap(List::stream)
        .limit(1)
        .forEach(
            option -> {
              best.computeIfAbsent(option, _ -> EnumSet.noneOf(DeviceKind.class)).add(kind);
              for (String degradation : option.fit().degradations()) {
                session.remarks().accept(Injectors.words(Set.of(kind)) + ": " + degradation);
              }
            });
  }

  /// The backends that would take a kind of device now, best first; empty: one is waited for.
  private Optional<List<InputOption>> options(DeviceKind kind, Optional<PadInfo> pad) {
    var context = session.context();
    var planner =
        new Planner(
            session.request(),
            context.facts().facts(),
            Choice.of(context.settings().get()),
            context.cooldowns());
    var targets = lease.display().inputTargets().stream().map(InputTarget::kind).toList();
    var all = planner.injectors(context.backends(), lease.backendId(), targets, kind, pad);
    var wait = waits.get(kind);
    if (wait != null
        && System.nanoTime() - wait.untilNanos() < 0
        && all.stream().noneMatch(option -> option.provider().id().equals(wait.backendId()))) {
      return Optional.empty();
    }
    waits.remove(kind);
    return Optional.of(all);
  }

  // --- controllers

  /// However often a client plugs and unplugs a controller, one step at most waits for its slot.
  @Override
  public void changed(int slot) {
    int bit = 1 << slot;
    if ((changed.getAndUpdate(bits -> bits | bit) & bit) != 0) {
      return;
    }
    control.execute(
        () -> {
          changed.getAndUpdate(bits -> bits & ~bit);
          if (lease != null && !closed) {
            padDevices.reconcile(slot);
          }
        });
  }

  @Override
  public void reclaimed(int slot) {
    control.execute(
        () -> {
          var stage = pads.slot(slot).stage();
          if (stage != null) {
            stage.feedback().again(slot);
          }
        });
  }

  @Override
  public void beyondLimit(int slot, int limit) {
    String text =
        "controller %d is ignored, the host allows %d at once (max.pads)"
            .formatted(slot + 1, limit);
    LOG.warn("session {}: {}", session.id(), text);
    session.remarks().accept(text);
  }

  @Override
  public Optional<List<InputOption>> options(PadInfo pad) {
    return options(DeviceKind.GAMEPAD, Optional.of(pad));
  }

  @Override
  public Optional<InputStage> stage(InputOption option) {
    return injectors
        .pads(option.provider())
        .or(
            () ->
                injectors.open(
                    option.provider(),
                    option.target(),
                    Set.of(DeviceKind.GAMEPAD),
                    lease.display()));
  }

  @Override
  public boolean has(InputStage stage) {
    return injectors.contains(stage);
  }

  @Override
  public void failed(InputStage stage, String why) {
    lost(stage, why);
  }

  @Override
  public Set<PadCapability> served(InputOption option, PadInfo pad) {
    return Planner.served(option.provider(), pad, session.context().facts().facts());
  }

  // --- what others ask

  @Override
  public void chain(Map<Stage, String> chain) {
    var ids = new LinkedHashSet<String>();
    injectors.all().forEach(stage -> ids.add(stage.provider().id()));
    if (!ids.isEmpty()) {
      chain.put(Stage.INPUT, String.join(", ", ids));
    }
  }
}
