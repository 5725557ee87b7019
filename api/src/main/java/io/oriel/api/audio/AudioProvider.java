package io.oriel.api.audio;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/// Opens sinks whose sound is captured, or sources that play a client's microphone.
@ConsumerType
public interface AudioProvider extends Backend<AudioProvider.Request> {
  /// What is wanted.
  ///
  /// @param name of the sink or source, as programs see it
  /// @param framesPerPacket samples per channel that one read or write moves
  record Request(
      String name, int sampleRateHz, int channels, int framesPerPacket, Direction direction) {
    public Request {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(direction, "direction");
    }
  }

  /// Which way the sound flows.
  enum Direction {
    /// What the desktop plays.
    CAPTURE,
    /// What the client's microphone hears.
    PLAYBACK
  }

  /// Opens a stream. Control thread; interruptible. The caller owns the result.
  AudioStream open(Request request, StageHealth health) throws BackendException;
}
