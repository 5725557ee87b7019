package io.oriel.host.session.internal;

import io.oriel.api.input.PadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Controllers that stay plugged in while their client is away, because it wishes so (`gcpersist`,
/// GameStream protocol notes §6.3, GS-I-04). Lives with the display; any thread.
final class KeptPads implements AutoCloseable {
  /// A controller and the injector that has its device.
  record Kept(int slot, PadInfo pad, InputStage stage) {}

  private final Backends backends;
  private final Consumer<Provider<?>> onArrival = _ -> {};
  private final Consumer<Provider<?>> onLeaving = this::leaving;
  private final List<Kept> pads = new ArrayList<>();

  /// @param backends whose leaving ends the use of theirs
  KeptPads(Backends backends) {
    this.backends = backends;
    backends.listen(onArrival, onLeaving);
  }

  /// A session ends and leaves its controllers, in neutral state.
  synchronized void leave(List<Kept> left) {
    pads.addAll(left);
  }

  /// Another session takes them over.
  synchronized List<Kept> take() {
    var taken = List.copyOf(pads);
    pads.clear();
    return taken;
  }

  private void leaving(Provider<?> provider) {
    closeOf(pad -> pad.stage().provider().service() == provider.service());
  }

  /// The display is gone.
  @Override
  public void close() {
    backends.unlisten(onArrival, onLeaving);
    closeOf(_ -> true);
  }

  private synchronized void closeOf(Predicate<Kept> which) {
    var going = pads.stream().filter(which).toList();
    pads.removeAll(going);
    close(going);
  }

  /// Removes controllers that nobody takes over.
  static void close(List<Kept> pads) {
    Map<InputStage, List<Kept>> stages = new HashMap<>();
    pads.forEach(pad -> stages.computeIfAbsent(pad.stage(), _ -> new ArrayList<>()).add(pad));
    stages.forEach(
        (stage, its) ->
            stage
                .stage()
                .drain(
                    System.nanoTime() + OpenStage.DRAIN_NANOS,
                    () -> its.forEach(pad -> stage.injector().padGone(pad.slot()))));
  }
}
