package io.oriel.api.capture;

import io.oriel.api.backend.BackendException;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import org.osgi.annotation.versioning.ConsumerType;

/// An open capture. [#await(long)] and [#retired()] are called on one thread, the session's video
/// thread.
@ConsumerType
public interface Capture extends AutoCloseable {
  /// The format of the next picture.
  VideoFormat format();

  /// Where pointer shape and position go when they are not embedded; the default keeps none.
  default void cursor(CursorSink sink) {}

  /// Waits for the newest picture.
  ///
  /// A picture the caller did not fetch in time is given back to its producer, never queued.
  ///
  /// @param timeoutNanos 0 … : how long to wait
  /// @return a lease the caller owns; `null`: time-out, or [#wake()] was called
  /// @throws InterruptedException the thread was interrupted and the capture waits in Java; one
  ///     that waits in a native call goes on, and [#wake()] ends both
  Frame await(long timeoutNanos) throws BackendException, InterruptedException;

  /// Makes a running or the next [#await(long)] return at once. Any thread.
  void wake();

  /// The id of a pool buffer that will not be used again, each once; 0: none.
  default long retired() {
    return 0;
  }

  /// Pictures that were ready and gave way to a newer one, so far. Any thread.
  default long superseded() {
    return 0;
  }

  /// Pictures that this process copied before it handed them out, so far. Any thread.
  default long copied() {
    return 0;
  }

  /// Changes size or rate. Control thread, while no thread is inside [#await(long)].
  void reconfigure(VideoFormat wanted, int maxMilliHz) throws BackendException;

  /// Ends the capture. After this no lease of it may be read. Waits for nobody: the host has
  /// drained it. A second call does nothing.
  @Override
  void close();
}
