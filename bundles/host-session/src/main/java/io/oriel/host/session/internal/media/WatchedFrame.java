package io.oriel.host.session.internal.media;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// A shared frame as one watcher gets it: with a number of its own, since watchers come late and
/// skip, and links count on numbers without gaps. Used over and over.
final class WatchedFrame implements EncodedFrame {
  private final AtomicInteger holds = new AtomicInteger();
  private SharedFrame frame; // changes while nobody holds this
  private long sequence;

  /// Takes over a hold on a frame.
  ///
  /// @return `false`: somebody holds this
  boolean show(SharedFrame next, long number) {
    if (!holds.compareAndSet(0, 1)) {
      return false;
    }
    frame = next;
    sequence = number;
    return true;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long captureNanos() {
    return frame.captureNanos();
  }

  @Override
  public long readyNanos() {
    return frame.readyNanos();
  }

  @Override
  public long submittedNanos() {
    return frame.submittedNanos();
  }

  @Override
  public long convertDurationNanos() {
    return frame.convertDurationNanos();
  }

  @Override
  public long encodeDurationNanos() {
    return frame.encodeDurationNanos();
  }

  @Override
  public long encodedNanos() {
    return frame.encodedNanos();
  }

  @Override
  public int flags() {
    return frame.flags();
  }

  @Override
  public MemorySegment bytes() {
    return frame.bytes();
  }

  @Override
  public int length() {
    return frame.length();
  }

  @Override
  public boolean lastSlice() {
    return true;
  }

  @Override
  public void retain() {
    if (holds.getAndIncrement() <= 0) {
      throw new IllegalStateException("frame " + sequence + " was retained after its release");
    }
  }

  @Override
  public void release() {
    var shown = frame; // before somebody else may take this
    int left = holds.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("frame " + sequence + " was released twice");
    }
    if (left == 0) {
      shown.release();
    }
  }
}
