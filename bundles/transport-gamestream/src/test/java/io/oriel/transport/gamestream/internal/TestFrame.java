package io.oriel.transport.gamestream.internal;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;

/// A frame with given bytes.
record TestFrame(long sequence, int flags, MemorySegment bytes, int length)
    implements EncodedFrame {
  static TestFrame of(long sequence, int flags, byte[] bytes) {
    return new TestFrame(sequence, flags, MemorySegment.ofArray(bytes), bytes.length);
  }

  @Override
  public long captureNanos() {
    return readyNanos();
  }

  @Override
  public long readyNanos() {
    return System.nanoTime() - 2_000_000;
  }

  @Override
  public long submittedNanos() {
    return 0;
  }

  @Override
  public long convertDurationNanos() {
    return 0;
  }

  @Override
  public long encodeDurationNanos() {
    return 0;
  }

  @Override
  public long encodedNanos() {
    return 0;
  }

  @Override
  public boolean lastSlice() {
    return true;
  }

  @Override
  public void retain() {}

  @Override
  public void release() {}
}
