package io.oriel.testkit.internal;

import io.oriel.api.media.EncodedFrame;
import io.oriel.testkit.TestBitstream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// One bitstream buffer, lent over and over; grows to the largest frame.
final class TestEncodedFrame implements EncodedFrame {
  private static final int FIRST_BYTES = 64 * 1024;

  private final AtomicInteger holds = new AtomicInteger();
  private MemorySegment bytes = Arena.ofAuto().allocate(FIRST_BYTES, 64);
  private int length;
  private int flags;
  private long sequence;
  private long captureNanos;
  private long readyNanos;
  private long submittedNanos;
  private long encodedNanos;

  /// @return `false`: lent, do not touch
  boolean take() {
    return holds.compareAndSet(0, 1);
  }

  void fill(int frameFlags, long number, long reference, int shown, long micros, int total) {
    if (bytes.byteSize() < total) {
      bytes = Arena.ofAuto().allocate(total, 64);
    }
    flags = frameFlags;
    sequence = number;
    length = total;
    TestBitstream.write(bytes, frameFlags, number, reference, shown, micros, total);
  }

  void stamp(long captured, long ready, long submitted) {
    captureNanos = captured;
    readyNanos = ready;
    submittedNanos = submitted;
    encodedNanos = System.nanoTime();
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public long captureNanos() {
    return captureNanos;
  }

  @Override
  public long readyNanos() {
    return readyNanos;
  }

  @Override
  public long submittedNanos() {
    return submittedNanos;
  }

  @Override
  public long convertDurationNanos() {
    return 0;
  }

  @Override
  public long encodeDurationNanos() {
    return encodedNanos - submittedNanos;
  }

  @Override
  public long encodedNanos() {
    return encodedNanos;
  }

  @Override
  public int flags() {
    return flags;
  }

  @Override
  public MemorySegment bytes() {
    return bytes;
  }

  @Override
  public int length() {
    return length;
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
    if (holds.getAndDecrement() <= 0) {
      throw new IllegalStateException("frame " + sequence + " was released too often");
    }
  }
}
