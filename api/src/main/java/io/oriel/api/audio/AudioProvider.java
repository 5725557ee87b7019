package io.oriel.api.audio;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/// Opens sinks that a session's programs play into and whose sound is captured.
@ConsumerType
public interface AudioProvider extends Backend<AudioProvider.Request> {
  /// What is wanted.
  ///
  /// @param name of the sink as programs see it, unique on the box: `oriel-7f3a`
  /// @param channels 1, 2, 6 or 8
  /// @param alsoOnHost the host's own speakers play it too
  record Request(String name, int channels, boolean alsoOnHost) {
    public Request {
      Objects.requireNonNull(name, "name");
    }
  }

  /// Opens a sink. Control thread; interruptible. It exists when this returns, so that a program
  /// started next finds it. The caller owns the result.
  ///
  /// @param health told when the sink dies; valid until it is closed
  AudioSink openSink(Request request, StageHealth health) throws BackendException;
}
