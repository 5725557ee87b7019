package io.oriel.api.audio;

import io.oriel.api.backend.BackendException;
import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// Sound being captured, at 48 kHz; pulled, so that the host owns the thread.
@ConsumerType
public interface AudioStream extends AutoCloseable {
  /// Reads one packet of interleaved native-endian floats, -1 … 1, in the order front left, front
  /// right, centre, low frequency, rear left, rear right, side left, side right. The session's
  /// audio thread; allocates nothing.
  ///
  /// @param samples room for frames × channels × 4 bytes
  /// @return when its first sample was played, on `System.nanoTime()`'s clock; -1: time-out
  long read(MemorySegment samples, long timeoutNanos) throws BackendException, InterruptedException;

  @Override
  void close();
}
