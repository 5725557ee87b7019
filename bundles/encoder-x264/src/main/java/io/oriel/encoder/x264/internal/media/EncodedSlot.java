package io.oriel.encoder.x264.internal.media;

import io.oriel.api.media.EncodedFrame;
import io.oriel.encoder.x264.internal.nat.NalUnit;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// One place for a frame or slice, used over and over. Filled while nobody holds it.
///
/// Its memory belongs to the garbage collector, so that a lease outlives the encoder; it grows with
/// the largest frame and stays.
final class EncodedSlot implements EncodedFrame {
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

  EncodedSlot(int firstRoom) {
    bytes = Arena.ofAuto().allocate(firstRoom, 64);
  }

  /// @return `false`: somebody holds it
  boolean take() {
    if (!holds.compareAndSet(0, 1)) {
      return false;
    }
    length = 0;
    return true;
  }

  /// Forgets what was appended.
  void empty() {
    length = 0;
  }

  /// Appends a unit that x264 has encoded.
  void append(long nal) {
    int more = NalUnit.length(nal);
    grow(more);
    NalUnit.copy(nal, bytes, length);
    length += more;
  }

  /// Encodes a finished unit and appends it.
  void encode(long encoder, long nal) {
    grow(NalUnit.room(nal));
    NalUnit.encode(encoder, nal, bytes, length);
    length += NalUnit.length(nal);
  }

  private void grow(int more) {
    if (bytes.byteSize() < length + more) {
      var larger = Arena.ofAuto().allocate((length + more) * 3L / 2, 64);
      MemorySegment.copy(bytes, 0, larger, 0, length);
      bytes = larger;
    }
  }

  void describe(long number, int frameFlags, boolean last, long captured, long ready) {
    sequence = number;
    flags = frameFlags;
    lastSlice = last;
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
    return lastSlice;
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
