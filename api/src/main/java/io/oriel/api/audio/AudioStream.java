package io.oriel.api.audio;

import io.oriel.api.backend.BackendException;
import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// An open sound stream; pull and push, so that the host owns the thread.
@ConsumerType
public interface AudioStream extends AutoCloseable {
  /// Reads one packet of interleaved native-endian floats. The session's audio thread.
  ///
  /// @param samples room for frames × channels × 4 bytes
  /// @return when its first sample was played, on `System.nanoTime()`'s clock; -1: time-out
  long read(MemorySegment samples, long timeoutNanos) throws BackendException, InterruptedException;

  /// Plays one packet of interleaved native-endian floats. Never blocks.
  ///
  /// @return `false`: full, the packet was not taken
  boolean write(MemorySegment samples) throws BackendException;

  @Override
  void close();
}
