package io.oriel.encoder.ffmpeg.internal.media;

import io.oriel.api.media.Codec;
import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// One place for a bitstream, used over and over. Filled on the video thread while nobody holds it.
///
/// Its memory belongs to the garbage collector, so that a lease outlives the encoder; it grows with
/// the largest frame and stays.
final class EncodedSlot implements EncodedFrame {
  private static final int FIRST_ROOM = 256 * 1024;
  private final AtomicInteger holds = new AtomicInteger();
  private MemorySegment bytes = Arena.ofAuto().allocate(FIRST_ROOM, 64);
  private int length;
  private int flags;
  private long sequence;
  private long captureNanos;
  private long readyNanos;
  private long submittedNanos;
  private long convertDurationNanos;
  private long encodeDurationNanos;
  private long encodedNanos;

  /// @return `false`: somebody holds it
  boolean take() {
    return holds.compareAndSet(0, 1);
  }

  void fill(Codec codec, MemorySegment bitstream) {
    if (bytes.byteSize() < bitstream.byteSize()) {
      bytes = Arena.ofAuto().allocate(bitstream.byteSize() * 3 / 2, 64);
    }
    if (codec == Codec.AV1) {
      MemorySegment.copy(bitstream, 0, bytes, 0, bitstream.byteSize());
      length = (int) bitstream.byteSize();
    } else {
      length = AnnexB.copy(codec, bitstream, bytes);
    }
  }

  void describe(long number, int frameFlags, long captured, long ready) {
    sequence = number;
    flags = frameFlags;
    captureNanos = captured;
    readyNanos = ready;
  }

  void times(long submitted, long converted, long encoded) {
    submittedNanos = submitted;
    convertDurationNanos = converted - submitted;
    encodeDurationNanos = encoded - converted;
    encodedNanos = encoded;
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
    return convertDurationNanos;
  }

  @Override
  public long encodeDurationNanos() {
    return encodeDurationNanos;
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
    if (holds.decrementAndGet() < 0) {
      throw new IllegalStateException("frame " + sequence + " was released twice");
    }
  }
}
