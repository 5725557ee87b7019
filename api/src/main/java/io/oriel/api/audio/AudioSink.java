package io.oriel.api.audio;

import io.oriel.api.backend.BackendException;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/// A place that programs play into, silent on the host unless asked otherwise. It lives as long as
/// the display of those programs, through several sessions of one client. Any control thread.
@ConsumerType
public interface AudioSink extends AutoCloseable {
  /// Variables that make a program play here: `PULSE_SINK` …
  Map<String, String> environment();

  /// How many channels it has now: 1, 2, 6 or 8.
  int channels();

  /// Changes the layout and whether the host hears it; programs stay routed here. A capture that is
  /// open ends with an exception.
  void reconfigure(int channels, boolean alsoOnHost) throws BackendException;

  /// Whether programs that nobody told of this sink play here too: those of a desktop that ran
  /// before the client came. Until it is turned off again, which gives the host's user the default
  /// sink back, as [#close()] does. A backend without a choice does nothing.
  default void gather(boolean all) throws BackendException {}

  /// Begins to capture what is played, from now on; one capture at a time. The caller owns the
  /// result.
  ///
  /// @param framesPerPacket samples per channel that one [AudioStream#read] delivers, at 48 kHz
  AudioStream capture(int framesPerPacket) throws BackendException;

  /// Takes the sink away; programs that play on are moved to the host's default sink by their sound
  /// server. A second call does nothing.
  @Override
  void close();
}
