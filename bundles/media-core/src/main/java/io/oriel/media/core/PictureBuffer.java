package io.oriel.media.core;

import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;

/// A buffer of this process's memory for one picture at a time, and the lease on it. Made once per
/// buffer.
///
/// Whoever fills it does so while nobody has it; whoever takes the lease sees those writes through
/// the hand-over.
public abstract class PictureBuffer implements Frame {
  private final long bufferId;
  private VideoFormat format;
  private long sequence;
  private long captureNanos;
  private long readyNanos;

  /// @param bufferId above 0, unlike that of any other buffer of the capture
  protected PictureBuffer(long bufferId) {
    this.bufferId = bufferId;
  }

  /// What it holds now.
  ///
  /// @param as the same object for all pictures of one format
  /// @param number the capture's own, growing
  /// @param captured when the picture was finished, `System.nanoTime()`
  /// @param ready when this process learned of it, at least `captured`
  protected final void holds(VideoFormat as, long number, long captured, long ready) {
    format = as;
    sequence = number;
    captureNanos = captured;
    readyNanos = ready;
  }

  @Override
  public final long sequence() {
    return sequence;
  }

  @Override
  public final long captureNanos() {
    return captureNanos;
  }

  @Override
  public final long readyNanos() {
    return readyNanos;
  }

  @Override
  public final VideoFormat format() {
    return format;
  }

  @Override
  public final MemoryKind memory() {
    return MemoryKind.HOST;
  }

  @Override
  public final long bufferId() {
    return bufferId;
  }

  @Override
  public final int planeCount() {
    return 1;
  }
}
