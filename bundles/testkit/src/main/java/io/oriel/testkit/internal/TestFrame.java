package io.oriel.testkit.internal;

import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import io.oriel.testkit.Pattern;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// One picture buffer, lent over and over.
final class TestFrame implements Frame {
  private final VideoFormat format;
  private final MemorySegment bytes;
  private final long bufferId;
  private final AtomicBoolean lent = new AtomicBoolean();
  private long sequence;
  private long captureNanos;
  private long readyNanos;

  TestFrame(VideoFormat format, MemorySegment bytes, long bufferId) {
    this.format = format;
    this.bytes = bytes;
    this.bufferId = bufferId;
  }

  /// @return `false`: lent, do not touch
  boolean take() {
    return lent.compareAndSet(false, true);
  }

  /// The pattern's number is the sequence, its time the capture's: what a viewer compares with.
  void draw(Pattern pattern, long number) {
    sequence = number;
    captureNanos = System.nanoTime();
    pattern.draw(bytes, planeStride(0), (int) number, captureNanos / 1000);
    readyNanos = System.nanoTime();
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
  public VideoFormat format() {
    return format;
  }

  @Override
  public MemoryKind memory() {
    return MemoryKind.HOST;
  }

  @Override
  public long bufferId() {
    return bufferId;
  }

  @Override
  public int planeCount() {
    return 1;
  }

  @Override
  public int planeStride(int plane) {
    return 4 * format.widthPx();
  }

  @Override
  public MemorySegment planeBytes(int plane) {
    return bytes;
  }

  @Override
  public void release() {
    if (!lent.compareAndSet(true, false)) {
      throw new IllegalStateException("picture " + sequence + " was released twice");
    }
  }
}
