package io.oriel.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// The test kit's own bitstream: a header, then filler up to the size a real encoder would have
/// made. No decoder knows it, whatever codec was asked for. Big-endian:
///
/// ```
///  0  4  "OTK1"
///  4  4  flags as in EncodedFrame
///  8  8  sequence
/// 16  8  reference: sequence of the frame it is predicted from; 0 for a key frame
/// 24  4  number in the picture's pattern, see Pattern
/// 28  8  time in the picture's pattern, µs; -1: the picture has no readable pattern
/// 36  4  length of the whole frame
/// 40  …  filler: byte i is (sequence + i) mod 251
/// ```
///
/// @param number meaningless while `micros` is -1
public record TestBitstream(
    int flags, long sequence, long reference, int number, long micros, int length) {
  /// Bytes before the filler.
  public static final int HEADER_BYTES = 40;

  private static final int MAGIC = 'O' << 24 | 'T' << 16 | 'K' << 8 | '1';
  private static final int FILLER = 251;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /// Reads a frame and checks its filler.
  ///
  /// @param bytes may be longer than the frame, as padded packets make it
  /// @return empty: not this format, cut or damaged
  public static Optional<TestBitstream> read(MemorySegment bytes) {
    if (bytes.byteSize() < HEADER_BYTES || bytes.get(INT, 0) != MAGIC) {
      return Optional.empty();
    }
    var frame =
        new TestBitstream(
            bytes.get(INT, 4),
            bytes.get(LONG, 8),
            bytes.get(LONG, 16),
            bytes.get(INT, 24),
            bytes.get(LONG, 28),
            bytes.get(INT, 36));
    if (frame.length < HEADER_BYTES || frame.length > bytes.byteSize()) {
      return Optional.empty();
    }
    for (int i = HEADER_BYTES; i < frame.length; i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != filler(frame.sequence, i)) {
        return Optional.empty();
      }
    }
    return Optional.of(frame);
  }

  /// [#read(MemorySegment)] of an array.
  public static Optional<TestBitstream> read(byte[] bytes) {
    return read(MemorySegment.ofArray(bytes));
  }

  /// Writes a frame. Allocates nothing.
  ///
  /// @param length of the whole frame, at least [#HEADER_BYTES]
  public static void write(
      MemorySegment to,
      int flags,
      long sequence,
      long reference,
      int number,
      long micros,
      int length) {
    to.set(INT, 0, MAGIC);
    to.set(INT, 4, flags);
    to.set(LONG, 8, sequence);
    to.set(LONG, 16, reference);
    to.set(INT, 24, number);
    to.set(LONG, 28, micros);
    to.set(INT, 36, length);
    for (int i = HEADER_BYTES; i < length; i++) {
      to.set(ValueLayout.JAVA_BYTE, i, filler(sequence, i));
    }
  }

  private static byte filler(long sequence, int index) {
    return (byte) Math.floorMod(sequence + index, FILLER);
  }
}
