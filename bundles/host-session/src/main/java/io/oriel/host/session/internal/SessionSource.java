package io.oriel.host.session.internal;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The source that the programs of one display record from, through all sessions that have the
/// display one after the other; silent while no client speaks. Its name stays when its backend goes
/// and comes, so that programs told of it at their start find it again.
///
/// The control thread of the session that has the display, but for what says otherwise.
final class SessionSource implements AutoCloseable {
  /// Whose source it is at the moment.
  interface Owner {
    /// The backend says something that a person may want to read. Any thread.
    void remark(String text);

    /// The source is gone. Any thread; only posts.
    void lost(String why);
  }

  private static final Owner NOBODY =
      new Owner() {
        @Override
        public void remark(String text) {}

        @Override
        public void lost(String why) {}
      };

  private static final TakenNames NAMES = new TakenNames();

  private final String name;
  private final Backends backends;
  private final Openings openings;
  private final Cooldowns cooldowns;
  private final Consumer<Provider<?>> onArrival = _ -> {};
  private final Consumer<Provider<?>> onLeaving =
      leaving -> drain(leaving, System.nanoTime() + OpenStage.DRAIN_NANOS);
  private volatile Owner owner = NOBODY;
  private volatile OpenStage<Microphone> source;

  /// @param name of the source; one that is in use gets a number
  SessionSource(String name, SessionContext context) {
    this.name = NAMES.take(name);
    backends = context.backends();
    openings = context.openings();
    cooldowns = context.cooldowns();
    backends.listen(onArrival, onLeaving); // also while no session has the display
  }

  /// Another session has it from now on; `null`: none.
  void belongsTo(Owner next) {
    owner = next == null ? NOBODY : next;
  }

  /// Where sound is written; empty: its backend is missing. Any thread.
  Optional<OpenStage<Microphone>> stage() {
    return Optional.ofNullable(source).filter(stage -> !stage.gate().closed());
  }

  /// Variables for programs that are to record from here, also if it is opened later; none without
  /// a backend.
  ///
  /// @param providers for later, best first
  /// @param sink name of what the same programs play into; empty: none
  Map<String, String> environment(List<Provider<MicrophoneProvider>> providers, String sink) {
    var stage = source;
    if (stage == null || !stage.gate().enter()) {
      return providers.isEmpty()
          ? Map.of()
          : providers.getFirst().service().environment(new MicrophoneProvider.Request(name, sink));
    }
    try {
      return Map.copyOf(stage.instance().environment());
    } catch (RuntimeException | LinkageError e) {
      owner.remark("no microphone for new programs: " + stage.provider().key() + ": " + e);
      return Map.of();
    } finally {
      stage.gate().exit();
    }
  }

  /// Opens the source where there is none.
  ///
  /// @param providers best first
  /// @param sink name of what the same programs play into; empty: none
  /// @return whether there is one now; why not was remarked
  boolean open(List<Provider<MicrophoneProvider>> providers, String sink) {
    if (stage().isPresent()) {
      return true;
    }
    shut();
    return providers.stream().anyMatch(provider -> opened(provider, sink));
  }

  private boolean opened(Provider<MicrophoneProvider> provider, String sink) {
    var news = new StageNews((stage, cause) -> lost(stage, cause.getMessage()));
    var health = new StageHealthDoor(provider.id(), text -> owner.remark(text), news::lost);
    try {
      openings.open(
          provider,
          () -> {
            var request = new MicrophoneProvider.Request(name, sink);
            var stage =
                new OpenStage<>(provider, provider.service().open(request, health), () -> {});
            source = stage;
            news.of(stage);
            return stage;
          });
      if (stage().isPresent()) {
        return true;
      }
      shut(); // lost before it was in use
      return false;
    } catch (BackendException e) {
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        cooldowns.failed(provider, "failed a moment ago: " + e.getMessage());
      }
      owner.remark(provider.key() + " did not open: " + e.getMessage());
      return false;
    }
  }

  private void lost(OpenStage<?> stage, String why) {
    if (stage == source) {
      stage.leaving();
      owner.lost(why);
    }
  }

  /// Ends the use of a backend that leaves. On the thread that stops it.
  ///
  /// @return whether it was in use here
  boolean drain(Provider<?> leaving, long deadlineNanos) {
    var stage = source;
    if (stage == null || stage.provider().service() != leaving.service()) {
      return false;
    }
    stage.drain(deadlineNanos, () -> {});
    return true;
  }

  /// Takes the source away; it may be opened again.
  void shut() {
    var stage = source;
    source = null;
    if (stage != null) {
      stage.drain();
    }
  }

  /// Takes the source away for good. Any thread that has the display alone: the session's, or the
  /// one that closes the display.
  @Override
  public void close() {
    backends.unlisten(onArrival, onLeaving);
    shut();
    NAMES.free(name);
  }
}
