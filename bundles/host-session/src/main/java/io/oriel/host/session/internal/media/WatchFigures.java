package io.oriel.host.session.internal.media;

import io.oriel.media.core.Counter;
import java.util.Map;

/// Counters of one watcher. Each has one writer, named beside it; any thread reads.
public final class WatchFigures {
  // its picture thread
  final Counter sent = new Counter();
  final Counter sentBytes = new Counter();
  final Counter keyFrames = new Counter();
  final Counter skipped = new Counter();
  final Counter skips = new Counter();
  final Counter allocatedBytes = new Counter();

  // the session's transmit thread
  final Counter missed = new Counter();

  // its sound thread
  final Counter sound = new Counter();

  // the session's audio thread
  final Counter soundDropped = new Counter();

  /// Adds everything at this moment.
  ///
  /// @param prefix of the names
  public void read(String prefix, Map<String, Long> counters) {
    counters.put(prefix + "frames.sent", sent.get());
    counters.put(prefix + "frames.key", keyFrames.get());
    counters.put(prefix + "frames.skipped", skipped.get() + missed.get());
    counters.put(prefix + "skips", skips.get());
    counters.put(prefix + "bytes.sent", sentBytes.get());
    counters.put(prefix + "audio.packets", sound.get());
    counters.put(prefix + "audio.dropped", soundDropped.get());
    counters.put(prefix + "alloc.bytes", allocatedBytes.get());
  }
}
