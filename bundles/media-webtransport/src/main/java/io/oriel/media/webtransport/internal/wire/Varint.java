package io.oriel.media.webtransport.internal.wire;

import io.netty.buffer.ByteBuf;

/// Integers of variable length, RFC 9000 §16: the two highest bits of the first byte are the
/// logarithm of the length.
public final class Varint {
  /// Largest number there is.
  public static final long MAX = (1L << 62) - 1;

  /// Of [#read]: more bytes are needed.
  public static final long INCOMPLETE = -1;

  private Varint() {}

  /// Bytes that a number takes.
  ///
  /// @param value 0 … [#MAX]
  public static int length(long value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("not a variable-length integer: " + value);
    }
    return value < 1 << 6 ? 1 : value < 1 << 14 ? 2 : value < 1 << 30 ? 4 : 8;
  }

  /// Appends a number in its shortest form.
  public static void write(ByteBuf out, long value) {
    switch (length(value)) {
      case 1 -> out.writeByte((int) value);
      case 2 -> out.writeShort((int) value | 0x4000);
      case 4 -> out.writeInt((int) value | 0x8000_0000);
      default -> out.writeLong(value | 0xC000_0000_0000_0000L);
    }
  }

  /// Takes a number of any form.
  ///
  /// @return the number, or [#INCOMPLETE]: nothing was taken
  public static long read(ByteBuf in) {
    if (!in.isReadable()) {
      return INCOMPLETE;
    }
    int bytes = 1 << (in.getByte(in.readerIndex()) >> 6 & 3);
    if (in.readableBytes() < bytes) {
      return INCOMPLETE;
    }
    return switch (bytes) {
      case 1 -> in.readByte() & 0x3F;
      case 2 -> in.readShort() & 0x3FFF;
      case 4 -> in.readInt() & 0x3FFF_FFFFL;
      default -> in.readLong() & MAX;
    };
  }
}
