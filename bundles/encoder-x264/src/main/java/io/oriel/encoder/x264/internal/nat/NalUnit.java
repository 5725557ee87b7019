package io.oriel.encoder.x264.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// Reads an `x264_nal_t` at an address, without allocation.
public final class NalUnit {
  /// Slice of a key frame; ITU-T H.264 table 7-1.
  public static final int IDR = 5;

  private static final int SEI = 6;
  private static final int DELIMITER = 9;

  /// What escaping may add: x264.h asks for `payload * 3 / 2 + 5 + 64`.
  private static final int SPARE = 69;

  @SuppressWarnings("restricted") // addresses come from x264 itself
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NalUnit() {}

  /// `nal_unit_type`.
  public static int type(long nal) {
    return ALL.get(JAVA_INT, nal + X264Layout.NAL_TYPE);
  }

  /// Whether clients have no use for it: SEI and delimiters stand in the way of stock clients, who
  /// look for the slice in the first packet (GameStream protocol notes, GS-V-08).
  public static boolean needless(long nal) {
    int type = type(nal);
    return type == SEI || type == DELIMITER;
  }

  /// Whether it is a slice.
  public static boolean slice(long nal) {
    int type = type(nal);
    return type >= 1 && type <= IDR;
  }

  /// First macroblock of a slice.
  public static int firstMb(long nal) {
    return ALL.get(JAVA_INT, nal + X264Layout.NAL_FIRST_MB);
  }

  /// Bytes; of a unit that is not yet encoded: before escaping.
  public static int length(long nal) {
    return ALL.get(JAVA_INT, nal + X264Layout.NAL_PAYLOAD_BYTES);
  }

  /// Bytes [#encode] may write.
  public static int room(long nal) {
    return length(nal) * 3 / 2 + SPARE;
  }

  /// Copies an encoded unit, start code included.
  public static void copy(long nal, MemorySegment to, int offset) {
    long from = ALL.get(JAVA_LONG, nal + X264Layout.NAL_PAYLOAD);
    MemorySegment.copy(ALL, from, to, offset, length(nal));
  }

  /// Escapes a finished unit into a place of at least [#room] bytes; [#length] then tells how many
  /// it took.
  public static void encode(long encoder, long nal, MemorySegment to, int offset) {
    X264.encodeNal(encoder, to.address() + offset, nal);
  }
}
