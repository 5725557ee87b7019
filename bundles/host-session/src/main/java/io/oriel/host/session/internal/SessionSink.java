package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.audio.AudioStream;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.BackendException;
import io.oriel.host.session.internal.media.AudioRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The place that the programs of one display play into, through all sessions that have the display
/// one after the other. Its name stays when its backend goes and comes, so that programs told of it
/// at their start find it again.
///
/// The control thread of the session that has the display, but for what says otherwise.
final class SessionSink implements AutoCloseable {
  /// Whose sink it is at the moment.
  interface Owner {
    /// The backend says something that a person may want to read. Any thread.
    void remark(String text);

    /// The sink is gone. Any thread; only posts.
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
  private volatile OpenStage<AudioSink> sink;
  private volatile OpenStage<AudioStream> capture;
  private SoundRequest has = SoundRequest.NONE;
  private boolean gathering;

  /// @param name of the sink; one that is in use gets a number
  SessionSink(String name, SessionContext context) {
    this.name = NAMES.take(name);
    backends = context.backends();
    openings = context.openings();
    cooldowns = context.cooldowns();
    backends.listen(onArrival, onLeaving); // also while no session has the display
  }

  /// As programs are told, through its whole life. Any thread.
  String name() {
    return name;
  }

  /// Another session has it from now on; `null`: none.
  void belongsTo(Owner next) {
    owner = next == null ? NOBODY : next;
  }

  boolean present() {
    var stage = sink;
    return stage != null && !stage.gate().closed();
  }

  /// The backend in use. Any thread.
  Optional<String> backendId() {
    return Optional.ofNullable(sink).map(OpenStage::backendId);
  }

  /// Variables for programs that are to play here; none without a backend.
  Map<String, String> environment() {
    var stage = sink;
    if (stage == null || !stage.gate().enter()) {
      return Map.of();
    }
    try {
      return Map.copyOf(stage.instance().environment());
    } catch (RuntimeException | LinkageError e) {
      owner.remark("no sound for new programs: " + stage.provider().key() + ": " + e);
      return Map.of();
    } finally {
      stage.gate().exit();
    }
  }

  /// Opens the sink, or brings the open one to another layout.
  ///
  /// @param providers best first
  /// @return whether there is one now; why not was remarked
  boolean fit(SoundRequest wanted, List<Provider<AudioProvider>> providers) {
    if (present() && (wanted.equals(has) || reconfigured(wanted))) {
      return true;
    }
    closeAll();
    for (var provider : providers) {
      if (opened(provider, wanted)) {
        return true;
      }
    }
    return false;
  }

  /// Whether programs that nobody told of it play here too, also when its backend goes and comes.
  void gather(boolean all) {
    if (gathering != all) {
      gathering = all;
      gather();
    }
  }

  private void gather() {
    var stage = sink;
    if (stage == null || !stage.gate().enter()) {
      return;
    }
    try {
      stage.instance().gather(gathering);
    } catch (BackendException | RuntimeException | LinkageError e) {
      owner.remark(
          "programs that ran before are not heard: "
              + stage.provider().key()
              + ": "
              + e.getMessage());
    } finally {
      stage.gate().exit();
    }
  }

  private boolean reconfigured(SoundRequest wanted) {
    var stage = sink;
    if (stage == null || !stage.gate().enter()) {
      return false;
    }
    try {
      stage.instance().reconfigure(wanted.channels(), wanted.alsoOnHost());
      has = wanted;
      return true;
    } catch (BackendException | RuntimeException | LinkageError e) {
      owner.remark(stage.provider().key() + " does not change its layout: " + e.getMessage());
      return false;
    } finally {
      stage.gate().exit();
    }
  }

  private boolean opened(Provider<AudioProvider> provider, SoundRequest wanted) {
    var request = new AudioProvider.Request(name, wanted.channels(), wanted.alsoOnHost());
    var opening = new Opening();
    var health = new StageHealthDoor(provider.id(), text -> owner.remark(text), opening::lost);
    try {
      openings.open(
          provider,
          () -> {
            var stage =
                new OpenStage<>(provider, provider.service().openSink(request, health), () -> {});
            sink = stage;
            opening.opened(stage);
            return stage;
          });
      has = wanted;
      if (gathering) {
        gather();
      }
      return true;
    } catch (BackendException e) {
      if (e.kind() != BackendException.Kind.DEVICE_LOST) {
        cooldowns.failed(provider, "failed a moment ago: " + e.getMessage());
      }
      owner.remark(provider.key() + " did not open: " + e.getMessage());
      return false;
    }
  }

  /// One opening of the sink. What its backend says of it, perhaps before it is open or late,
  /// concerns no other.
  private final class Opening {
    private OpenStage<AudioSink> stage;
    private String lost;

    void lost(String why) {
      OpenStage<AudioSink> its;
      synchronized (this) {
        lost = why;
        its = stage;
      }
      if (its != null && its == sink) {
        its.leaving();
        owner.lost(why);
      }
    }

    void opened(OpenStage<AudioSink> its) throws BackendException {
      synchronized (this) {
        stage = its;
        if (lost == null) {
          return;
        }
      }
      its.close();
      throw new BackendException(BackendException.Kind.DEVICE_LOST, lost);
    }
  }

  /// Begins to capture; ends the capture before.
  ///
  /// @return empty: there is no sink, or it does not let itself be captured, which was remarked
  Optional<OpenStage<AudioStream>> capture() {
    closeCapture();
    var stage = sink;
    if (stage == null || !stage.gate().enter()) {
      return Optional.empty();
    }
    try {
      var provider = stage.provider();
      openings.open(
          provider,
          () -> {
            var opened =
                new OpenStage<>(
                    provider, stage.instance().capture(AudioRun.BLOCK_FRAMES), () -> {});
            capture = opened;
            return opened;
          });
      return Optional.of(capture);
    } catch (BackendException e) {
      owner.remark(stage.provider().key() + " does not capture: " + e.getMessage());
      return Optional.empty();
    } finally {
      stage.gate().exit();
    }
  }

  /// Ends the capture; programs play on.
  void closeCapture() {
    var stage = capture;
    capture = null;
    if (stage != null) {
      stage.drain();
    }
  }

  /// Ends the use of a backend that leaves. On the thread that stops it.
  ///
  /// @return whether it was in use here
  boolean drain(Provider<?> leaving, long deadlineNanos) {
    var stage = sink;
    if (stage == null || stage.provider().service() != leaving.service()) {
      return false;
    }
    var captured = capture;
    if (captured != null) {
      captured.drain(deadlineNanos, () -> {});
    }
    stage.drain(deadlineNanos, () -> {});
    return true;
  }

  private void closeAll() {
    closeCapture();
    var stage = sink;
    sink = null;
    has = SoundRequest.NONE;
    if (stage != null) {
      stage.drain();
    }
  }

  /// Takes the sink away. Any thread that has the display alone: the session's, or the one that
  /// closes the display.
  @Override
  public void close() {
    backends.unlisten(onArrival, onLeaving);
    closeAll();
    NAMES.free(name);
  }
}
