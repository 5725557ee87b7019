package io.oriel.lib.browser;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

/// A frame with given bytes.
record TestFrame(long sequence, int flags, MemorySegment bytes, int length)
    implements EncodedFrame {
  static TestFrame of(long sequence, int flags, byte[] bytes) {
    return new TestFrame(sequence, flags, MemorySegment.ofArray(bytes), bytes.length);
  }

  /// A key frame with the parameter sets of x264.
  static TestFrame key(long sequence) {
    return of(
        sequence,
        EncodedFrame.KEY,
        HexFormat.of().parseHex("000000016742c020da014016ec0440000003004000001e23c60ca8"));
  }

  static TestFrame predicted(long sequence) {
    return of(sequence, 0, new byte[] {0, 0, 0, 1, 0x41, 1});
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
