package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/// The open injectors of a session. Control thread, but for what says otherwise.
final class Injectors {
  private final SessionState session;
  private final InputGuard guard;
  private final PadSlots pads;
  private final Feedback link;
  private final BiConsumer<InputStage, String> lost;
  private final List<InputStage> open = new CopyOnWriteArrayList<>();

  /// @param link towards the client
  /// @param lost told when a backend gives its injector up; any thread, only posts
  Injectors(
      SessionState session,
      InputGuard guard,
      PadSlots pads,
      Feedback link,
      BiConsumer<InputStage, String> lost) {
    this.session = session;
    this.guard = guard;
    this.pads = pads;
    this.link = link;
    this.lost = lost;
  }

  /// Opens a backend's injector; empty with a remark if that fails.
  ///
  /// @param kind which of the display's targets it gets
  Optional<InputStage> open(
      Provider<InjectorProvider> provider,
      InputKind kind,
      Set<DeviceKind> kinds,
      VirtualDisplay display) {
    var target = display.inputTargets().stream().filter(each -> each.kind() == kind).findFirst();
    if (target.isEmpty()) { // the desktop has changed since it was asked
      return Optional.empty();
    }
    var place = new InjectorProvider.Placement(display.id(), target.get(), display.region());
    var opening = new InputStage(kinds);
    own(opening);
    var health = new StageHealthDoor(provider.id(), opening::remark, opening::lost);
    try {
      session
          .context()
          .openings()
          .open(
              provider,
              () -> {
                var injector = provider.service().open(place, kinds, opening.feedback(), health);
                opening.is(new OpenStage<Injector>(provider, injector, () -> {}));
                add(opening);
                return opening.stage();
              });
      return Optional.of(opening);
    } catch (BackendException e) {
      forgetClosed();
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        session.context().cooldowns().failed(provider, "failed a moment ago: " + e.getMessage());
      }
      session
          .remarks()
          .accept(words(kinds) + ": " + provider.key() + " did not open: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// Takes over an injector that an earlier session left.
  void adopt(InputStage stage) {
    own(stage);
    add(stage);
  }

  /// Leaves an injector open for a later session.
  void leave(InputStage stage) {
    stage.ownedBy(null);
    stage.feedback().to(Feedback.NONE, _ -> false);
    forget(stage);
  }

  private void own(InputStage stage) {
    stage.ownedBy(this);
    stage
        .feedback()
        .to(link, slot -> slot >= 0 && slot < PadSlots.MOST && pads.slot(slot).stage() == stage);
  }

  private void add(InputStage stage) {
    open.add(stage);
    guard.attach(stage);
    told();
  }

  /// What a backend says of its injector. Any thread.
  void remark(String text) {
    session.remarks().accept(text);
  }

  /// A backend gave its injector up. Any thread.
  void lost(InputStage stage, String why) {
    lost.accept(stage, why);
  }

  /// A backend that left while it opened has been closed with what it opened.
  private void forgetClosed() {
    for (var stage : open) {
      if (stage.stage().gate().closed()) {
        forget(stage);
      }
    }
  }

  /// The injector for controllers of a backend, if it is open.
  Optional<InputStage> pads(Provider<InjectorProvider> provider) {
    return open.stream()
        .filter(stage -> stage.provider().service() == provider.service())
        .filter(stage -> stage.kinds().contains(DeviceKind.GAMEPAD))
        .findFirst();
  }

  /// Whether it is open still.
  boolean contains(InputStage stage) {
    return open.stream().anyMatch(other -> other == stage);
  }

  /// All of them. Any thread.
  List<InputStage> all() {
    return List.copyOf(open);
  }

  /// Ends the use of a backend that leaves. On the thread that stops it.
  ///
  /// @return what was closed
  List<InputStage> drain(Provider<?> leaving, long deadlineNanos) {
    var closed = new ArrayList<InputStage>();
    for (var stage : open) {
      if (stage.provider().service() == leaving.service()) {
        close(stage, deadlineNanos);
        closed.add(stage);
      }
    }
    return closed;
  }

  /// Releases what is held and closes the injector. Any thread.
  void close(InputStage stage) {
    close(stage, System.nanoTime() + OpenStage.DRAIN_NANOS);
  }

  private void close(InputStage stage, long deadlineNanos) {
    stage.stage().drain(deadlineNanos, () -> guard.releaseHeld(stage));
    forget(stage);
  }

  private void forget(InputStage stage) {
    guard.detach(stage);
    open.removeIf(other -> other == stage);
    told();
  }

  private void told() {
    guard.flushes(open.toArray(InputStage[]::new));
  }

  /// Kinds of device in words.
  static String words(Set<DeviceKind> kinds) {
    return String.join(
        ", ",
        kinds.stream()
            .sorted()
            .map(kind -> kind.name().toLowerCase(java.util.Locale.ROOT))
            .toList());
  }
}
