package io.oriel.api.encode;

import io.oriel.api.backend.BackendException;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Frame;
import org.osgi.annotation.versioning.ConsumerType;

/// An open encoder.
///
/// [#submit] and [#repeat] are called on the session's video thread, [#poll] on its transmit
/// thread; an encoder that cannot bear that serialises inside. The first frame that comes out is a
/// key frame. Every accepted sequence number comes out exactly once, in order.
@ConsumerType
public interface Encoder extends AutoCloseable {
  /// Flag of [#submit] and [#repeat]: this frame shall be a key frame.
  int FORCE_KEY_FRAME = 1;

  /// Flag of [#submit] and [#repeat]: keep this frame as a long-term reference.
  int LONG_TERM = 2;

  /// Hands over a picture.
  ///
  /// *Takes ownership* when it returns `true` or throws; the encoder releases the picture when it
  /// has read it.
  ///
  /// @param sequence the host's number for the frame
  /// @param flags a sum of [#FORCE_KEY_FRAME] and [#LONG_TERM]
  /// @return `false`: all of its surfaces are in use, the picture is still the caller's and the
  ///     number unused
  boolean submit(Frame frame, long sequence, int flags) throws BackendException;

  /// Encodes the last accepted picture again. Works also when its producer has ended.
  ///
  /// @return `false`: full, or nothing was ever accepted; the number is unused
  boolean repeat(long sequence, int flags) throws BackendException;

  /// Waits for the next encoded frame.
  ///
  /// @return a lease the caller owns; `null`: time-out, or [#wake()] was called
  EncodedFrame poll(long timeoutNanos) throws BackendException, InterruptedException;

  /// Makes a running or the next [#poll(long)] return at once. Any thread.
  void wake();

  /// Changes the target rate without a key frame.
  ///
  /// Any thread; takes effect within two submitted frames.
  ///
  /// @param bitsPerSecond video payload only, without FEC or headers, 500 000 … 500 000 000
  /// @return `false`: unchanged, this encoder has to be reopened for another rate
  boolean rate(long bitsPerSecond);

  /// Lets no later frame refer to these frames or to any that depend on them. Any thread.
  ///
  /// @return `false`: not possible, ask for a key frame instead
  default boolean invalidate(long first, long last) {
    return false;
  }

  /// The client holds this long-term reference. Any thread.
  default void acknowledged(long sequence) {}

  /// Forgets what was registered for a capture buffer. Video thread.
  default void retired(long bufferId) {}

  /// Ends the encoder. Waits for nobody: the host has drained it. Leases still held stay readable
  /// until they are released.
  @Override
  void close();
}
