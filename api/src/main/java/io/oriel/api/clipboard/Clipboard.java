package io.oriel.api.clipboard;

import org.osgi.annotation.versioning.ConsumerType;

/// An open connection to a desktop's clipboard. Any control thread.
@ConsumerType
public interface Clipboard extends AutoCloseable {
  /// Makes this what programs paste, until something else is copied or this is closed. Returns at
  /// once. It is not reported back through [ClipboardProvider.Listener].
  void offer(ClipboardContent content);

  /// Leaves. Waits for reads of programs, 500 ms at most; a second call does nothing.
  @Override
  void close();
}
