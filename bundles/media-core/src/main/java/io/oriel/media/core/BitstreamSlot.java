package io.oriel.media.core;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// One place for a frame or slice of an encoder, used over and over. The encoder's thread fills it
/// between [#take()] and handing it out; whoever holds it reads.
///
/// Its memory belongs to the garbage collector, so that a lease outlives the encoder; it grows with
/// the largest frame and stays.
public class BitstreamSlot implements EncodedFrame {
  private final AtomicInteger holds = new AtomicInteger();
  private MemorySegment bytes;
  private int length;
  private int flags;
  private boolean lastSlice;
  private long sequence;
  private long captureNanos;
  private long readyNanos;
  private long submittedNanos;
  private long convertDurationNanos;
  private long encodeDurationNanos;
  private long encodedNanos;

  /// @param firstRoom bytes, at least 1
  public BitstreamSlot(int firstRoom) {
    bytes = Arena.ofAuto().allocate(firstRoom, 64);
  }

  /// Takes the slot for a new frame, which is empty then.
  ///
  /// @return `false`: somebody holds it
  public final boolean take() {
    if (!holds.compareAndSet(0, 1)) {
      return false;
    }
    length = 0;
    return true;
  }

  /// Forgets what was written.
  public final void empty() {
    length = 0;
  }

  /// Makes room behind what was written.
  ///
  /// @param more bytes
  /// @return the memory to write to, from [#length()] on
  protected final MemorySegment room(int more) {
    if (bytes.byteSize() < length + more) {
      var larger = Arena.ofAuto().allocate((length + more) * 3L / 2, 64);
      MemorySegment.copy(bytes, 0, larger, 0, length);
      bytes = larger;
    }
    return bytes;
  }

  /// So many bytes were written behind the others.
  protected final void wrote(int more) {
    length += more;
  }

  /// What the frame is.
  ///
  /// @param frameFlags of [EncodedFrame]
  public final void describe(long number, int frameFlags, boolean last, long captured, long ready) {
    sequence = number;
    flags = frameFlags;
    lastSlice = last;
    captureNanos = captured;
    readyNanos = ready;
  }

  /// When it was submitted, converted and encoded, on `System.nanoTime()`'s clock.
  public final void times(long submitted, long converted, long encoded) {
    submittedNanos = submitted;
    convertDurationNanos = converted - submitted;
    encodeDurationNanos = encoded - converted;
    encodedNanos = encoded;
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
  public final long submittedNanos() {
    return submittedNanos;
  }

  @Override
  public final long convertDurationNanos() {
    return convertDurationNanos;
  }

  @Override
  public final long encodeDurationNanos() {
    return encodeDurationNanos;
  }

  @Override
  public final long encodedNanos() {
    return encodedNanos;
  }

  @Override
  public final int flags() {
    return flags;
  }

  @Override
  public final MemorySegment bytes() {
    return bytes;
  }

  @Override
  public final int length() {
    return length;
  }

  @Override
  public final boolean lastSlice() {
    return lastSlice;
  }

  @Override
  public final void retain() {
    if (holds.getAndIncrement() <= 0) {
      throw new IllegalStateException("frame " + sequence + " was retained after its release");
    }
  }

  @Override
  public final void release() {
    if (holds.decrementAndGet() < 0) {
      throw new IllegalStateException("frame " + sequence + " was released twice");
    }
  }
}
