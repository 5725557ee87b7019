package io.oriel.api.audio;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.Map;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/// Opens microphones that a session's programs record from and the client speaks into.
@ConsumerType
public interface MicrophoneProvider extends Backend<MicrophoneProvider.Request> {
  /// What is wanted: one channel of 48 kHz.
  ///
  /// @param name of the source as programs see it, unique on the box: `oriel-mic-7f3a`
  /// @param sink name of the one that the same programs play into; empty: none is known. Some
  ///     programs are told one name for what they play into and what they record from
  record Request(String name, String sink) {
    public Request {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sink, "sink");
    }

    /// Without a sink.
    public Request(String name) {
      this(name, "");
    }
  }

  /// What of [Microphone#environment()] is known before the source is open: for programs that start
  /// before their client may speak, so that they find it when they begin to record later. Before
  /// that they record what they would without. Any thread; does not block.
  default Map<String, String> environment(Request request) {
    return Map.of();
  }

  /// Opens a source, silent at first. Control thread; interruptible. It exists when this returns,
  /// so that a program started next finds it. The caller owns the result.
  ///
  /// @param health told when the source dies; valid until it is closed
  Microphone open(Request request, StageHealth health) throws BackendException;
}
