package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.lib.pipewire.server.PipeWireLease;
import io.oriel.media.pipewire.AudioPosition;
import io.oriel.media.pipewire.AudioSource;
import io.oriel.media.pipewire.AudioSourceRequest;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One source in PipeWire, through a connection of its own.
final class SessionMicrophone implements Microphone {
  /// Names to programs of PulseAudio what they record from.
  static final String VARIABLE = "PULSE_SOURCE";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SpeechBuffer speech = new SpeechBuffer();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final String name;
  private final String sink; // empty: none
  private final PipeWireLease server;
  private final StageHealth health;
  private final Consumer<SessionMicrophone> closed;
  private final Registry registry;
  private final PipeWireConnection connection;

  private SessionMicrophone(
      MicrophoneProvider.Request request,
      PipeWireLease server,
      StageHealth health,
      Consumer<SessionMicrophone> closed)
      throws PipeWireException {
    name = request.name();
    sink = request.sink();
    this.server = server;
    this.health = health;
    this.closed = closed;
    registry = new Registry(this::lost);
    connection = PipeWireConnection.open(threadName(name), server.socket(), registry);
  }

  /// Makes a source.
  ///
  /// @param server *takes ownership*, also when this fails
  /// @param closed told once, when the source is gone
  static SessionMicrophone open(
      MicrophoneProvider.Request request,
      PipeWireLease server,
      StageHealth health,
      Consumer<SessionMicrophone> closed)
      throws BackendException {
    SessionMicrophone opened = null;
    boolean built = false;
    try {
      opened = new SessionMicrophone(request, server, health, closed);
      opened.build();
      built = true;
      return opened;
    } catch (PipeWireException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot make the microphone: " + e.getMessage(), e);
    } finally {
      if (opened == null) {
        server.close();
      } else if (!built) {
        opened.close();
      }
    }
  }

  /// What speaks PipeWire itself has one variable for what it plays into and records from,
  /// `PIPEWIRE_NODE`, and finds the sink and this by the same name in it.
  @Override
  public Map<String, String> environment() {
    var variables = new TreeMap<String, String>(server.environment());
    variables.put(VARIABLE, name);
    return Map.copyOf(variables);
  }

  @Override
  public void write(MemorySegment samples, int frames) {
    speech.write(samples, frames);
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    connection.close(); // and with it the source
    server.close();
    closed.accept(this);
  }

  private void build() throws PipeWireException {
    AudioSource source =
        connection.offerAudio(
            new AudioSourceRequest(
                "Oriel microphone",
                Map.ofEntries(
                    // The other name by which WirePlumber finds what a stream is to be linked with,
                    // among nodes of the stream's direction.
                    Map.entry("object.path", sink.isEmpty() ? name : sink),
                    Map.entry("media.class", "Audio/Source"),
                    Map.entry("media.type", "Audio"),
                    Map.entry("node.name", name),
                    Map.entry("node.description", "Oriel (" + name + ")"),
                    Map.entry("node.virtual", "true"),
                    // Never before a real one of the host's user, nor before an own PipeWire's
                    // silence (2).
                    Map.entry("priority.session", "1"),
                    Map.entry("node.latency", "240/" + SpeechBuffer.RATE_HZ),
                    Map.entry("state.restore-props", "false"),
                    Map.entry("session.suspend-timeout-seconds", "0")),
                SpeechBuffer.RATE_HZ,
                List.of(AudioPosition.MONO),
                speech::read),
            PATIENCE,
            this::lost);
    awaitPort(source);
  }

  /// WirePlumber makes it when it has noticed the node; programs find none before.
  private void awaitPort(AudioSource source) throws PipeWireException {
    String id = Integer.toString(source.id());
    registry.await(
        all ->
            all.stream()
                .filter(g -> g.type().equals(Global.PORT))
                .anyMatch(g -> g.property("node.id").filter(id::equals).isPresent()),
        PATIENCE,
        "the port of the microphone " + name);
  }

  /// On the connection's thread: only tells.
  private void lost(String why) {
    if (closing.get() || !told.compareAndSet(false, true)) {
      return;
    }
    health.lost(
        new BackendException(BackendException.Kind.DEVICE_LOST, "the microphone is gone: " + why));
  }

  /// The kernel shows 15 characters: `oriel-mic-7f3a`.
  private static String threadName(String name) {
    return "oriel-mic-" + name.substring(Math.max(0, name.length() - 4));
  }
}
