package io.oriel.media.webtransport.internal.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Reads capsules (RFC 9297 §3.2: type, length, value) from the body of a CONNECT request.
///
/// Keeps no more than the one capsule it knows, whose length is bounded; all others are skipped.
public final class CapsuleReader {
  /// CLOSE_WEBTRANSPORT_SESSION, draft-ietf-webtrans-http3-02 §5: `u32 code`, UTF-8 reason of at
  /// most 1024 bytes.
  public static final long CLOSE = 0x2843;

  /// Longest value of [#CLOSE].
  public static final int CLOSE_BYTES = 4 + 1024;

  /// A client whose capsules hold more than this altogether is not one of ours.
  static final long MOST_BYTES = 1 << 20;

  /// What was found.
  public enum Result {
    /// Nothing yet.
    MORE,
    /// The client ends the session; see [CapsuleReader#code()].
    CLOSED,
    /// Not capsules, or too many.
    BROKEN
  }

  private final byte[] start = new byte[16]; // type and length, as far as they came
  private int started;
  private long type = -1;
  private long left;
  private long total;
  private byte[] value = {};
  private int filled;

  /// Takes everything there is.
  public Result read(ByteBuf in) {
    while (in.isReadable()) {
      if (type < 0) {
        if (!header(in)) {
          continue;
        }
        total += left;
        if (total > MOST_BYTES) {
          return Result.BROKEN;
        }
        if (type == CLOSE) {
          if (left < 4 || left > CLOSE_BYTES) {
            return Result.BROKEN;
          }
          value = new byte[(int) left];
          filled = 0;
        }
      }
      int now = (int) Math.min(left, in.readableBytes());
      if (type == CLOSE) {
        in.readBytes(value, filled, now);
        filled += now;
      } else {
        in.skipBytes(now);
      }
      left -= now;
      if (left == 0) {
        boolean close = type == CLOSE;
        type = -1;
        if (close) {
          return Result.CLOSED;
        }
      }
    }
    return Result.MORE;
  }

  /// Adds one byte of the header.
  ///
  /// @return whether it is complete
  private boolean header(ByteBuf in) {
    start[started++] = in.readByte();
    total++;
    int first = 1 << (start[0] >> 6 & 3);
    if (started <= first || started < first + (1 << (start[first] >> 6 & 3))) {
      return false;
    }
    type = number(0, first);
    left = number(first, started - first);
    started = 0;
    return true;
  }

  private long number(int at, int bytes) {
    long n = start[at] & 0x3F;
    for (int i = 1; i < bytes; i++) {
      n = n << 8 | start[at + i] & 0xFF;
    }
    return n;
  }

  /// After [Result#CLOSED]: the client's code.
  public int code() {
    return (value[0] & 0xFF) << 24
        | (value[1] & 0xFF) << 16
        | (value[2] & 0xFF) << 8
        | value[3] & 0xFF;
  }

  /// After [Result#CLOSED]: the client's reason; broken UTF-8 shows as replacement characters.
  public String reason() {
    return new String(value, 4, value.length - 4, StandardCharsets.UTF_8);
  }

  /// Appends the capsule that ends a session.
  ///
  /// @param reason cut to 1024 bytes, at a character
  public static void writeClose(ByteBuf out, int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, 1024);
    while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
      length--;
    }
    Varint.write(out, CLOSE);
    Varint.write(out, 4 + length);
    out.writeInt(code);
    out.writeBytes(text, 0, length);
  }

  /// Appends an empty capsule of a type that nobody knows: something for the client to acknowledge.
  public static void writeNothing(ByteBuf out) {
    Varint.write(out, 0x29 * 7 + 0x17); // reserved for greasing, RFC 9297 §5.4
    Varint.write(out, 0);
  }
}
