package io.oriel.api.audio;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/// A source that programs record from. It lives as long as the display of those programs.
@ConsumerType
public interface Microphone extends AutoCloseable {
  /// Variables that make a program record from here: `PULSE_SOURCE` …
  Map<String, String> environment();

  /// Adds sound to be recorded next. Never waits: what is more than a short buffer holds, 100 ms
  /// at most, is dropped, oldest first; the backend steers the small differences of both clocks and
  /// plays silence where nothing comes. One thread at a time.
  ///
  /// @param samples 32-bit floats, borrowed until this returns
  /// @param frames how many of them
  void write(MemorySegment samples, int frames);

  /// Takes the source away. A second call does nothing.
  @Override
  void close();
}
