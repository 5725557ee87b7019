package io.oriel.api.audio;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/// Opens microphones that a session's programs record from and the client speaks into.
@ConsumerType
public interface MicrophoneProvider extends Backend<MicrophoneProvider.Request> {
  /// What is wanted: one channel of 48 kHz.
  ///
  /// @param name of the source as programs see it, unique on the box: `oriel-mic-7f3a`
  record Request(String name) {
    public Request {
      Objects.requireNonNull(name, "name");
    }
  }

  /// Opens a source, silent at first. Control thread; interruptible. It exists when this returns,
  /// so that a program started next finds it. The caller owns the result.
  ///
  /// @param health told when the source dies; valid until it is closed
  Microphone open(Request request, StageHealth health) throws BackendException;
}
