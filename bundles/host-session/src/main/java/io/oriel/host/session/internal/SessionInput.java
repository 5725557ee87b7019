package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The injectors of a session, one for each backend that takes some of the devices. Control thread,
/// but for [#drain].
final class SessionInput {
  private final SessionContext context;
  private final InputGuard guard;
  private final Consumer<String> remark;
  private final List<OpenStage<Injector>> open = new CopyOnWriteArrayList<>();

  SessionInput(SessionContext context, InputGuard guard, Consumer<String> remark) {
    this.context = context;
    this.guard = guard;
    this.remark = remark;
  }

  /// Opens the best injector of every device; what cannot be opened degrades the session, it does
  /// not
  /// refuse it.
  void open(
      Map<DeviceKind, List<Provider<InjectorProvider>>> planned,
      VirtualDisplay display,
      Feedback feedback) {
    var devices = new LinkedHashMap<Provider<InjectorProvider>, Set<DeviceKind>>();
    planned.forEach(
        (kind, providers) -> {
          if (providers.isEmpty()) {
            if (kind != DeviceKind.GAMEPAD) { // pads are asked for when one connects
              remark.accept("no backend takes " + kind.name().toLowerCase(java.util.Locale.ROOT));
            }
          } else {
            devices
                .computeIfAbsent(providers.getFirst(), _ -> EnumSet.noneOf(DeviceKind.class))
                .add(kind);
          }
        });
    devices.forEach((provider, kinds) -> open(provider, kinds, display, feedback));
  }

  private void open(
      Provider<InjectorProvider> provider,
      Set<DeviceKind> kinds,
      VirtualDisplay display,
      Feedback feedback) {
    var place =
        new InjectorProvider.Placement(display.id(), display.inputTarget(), display.region());
    var health =
        new StageHealthDoor(
            provider.id(), remark, detail -> remark.accept("input lost, view only: " + detail));
    try {
      context
          .openings()
          .open(
              provider,
              () -> {
                var injector = provider.service().open(place, kinds, feedback, health);
                var stage = new OpenStage<Injector>(provider, injector, () -> {});
                open.add(stage);
                kinds.forEach(kind -> guard.attach(kind, stage));
                return stage;
              });
    } catch (BackendException e) {
      forgetClosed();
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        context.cooldowns().failed(provider, "failed a moment ago: " + e.getMessage());
      }
      remark.accept("view only, " + provider.key() + " did not open: " + e.getMessage());
    }
  }

  /// A backend that left while it opened has been closed with what it opened.
  private void forgetClosed() {
    for (var stage : open) {
      if (stage.gate().closed()) {
        guard.detach(stage);
        open.remove(stage);
      }
    }
  }

  /// Ends the use of a backend that leaves. On the thread that stops it.
  ///
  /// @return whether it was in use here
  boolean drain(Provider<?> leaving, long deadlineNanos) {
    boolean used = false;
    for (var stage : open) {
      if (stage.provider().service() == leaving.service()) {
        close(stage, deadlineNanos);
        used = true;
      }
    }
    return used;
  }

  /// The ids of the injectors in use.
  List<String> backendIds() {
    var ids = new ArrayList<String>();
    open.forEach(stage -> ids.add(stage.backendId()));
    return ids;
  }

  /// Whether an injector is open.
  boolean present() {
    return !open.isEmpty();
  }

  void close() {
    for (var stage : open) {
      close(stage, System.nanoTime() + OpenStage.DRAIN_NANOS);
    }
  }

  private void close(OpenStage<Injector> stage, long deadlineNanos) {
    stage.drain(deadlineNanos, () -> guard.releaseHeld(stage));
    guard.detach(stage);
    open.remove(stage);
  }
}
