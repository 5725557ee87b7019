package io.oriel.lib.browser.wire;

import java.nio.ByteBuffer;

/// Small messages: their types, and those that the host writes ("Small messages"). Big-endian; no
/// allocation.
public final class SmallMessages {
  /// `u8 1, u32 first, u8 count`, events: see [InputReader].
  public static final int INPUT = 0x01;

  /// `u8 2, u32 id, u64 pageMicros`.
  public static final int PING = 0x02;

  /// `u8 3, u32 frame, u32 decoded, u8 queue`.
  public static final int RECEIVED = 0x03;

  /// `u8 4, u32 first, u32 last`, both inclusive.
  public static final int LOST = 0x04;

  /// `u8 5, u32 sequence`, an Opus packet.
  public static final int MICROPHONE = 0x05;

  /// Bytes before the Opus packet of [#sound].
  public static final int SOUND_HEADER_BYTES = 13;

  /// Bytes of the longest message the host writes, but for sound.
  public static final int MOST_BYTES = 29;

  /// Longest Opus packet of one stream (RFC 6716 §3.4).
  public static final int MOST_OPUS_BYTES = 1275;

  private static final int INPUT_ACKNOWLEDGEMENT = 0x81;
  private static final int PONG = 0x82;
  private static final int SOUND = 0x83;

  private SmallMessages() {}

  /// `u8 0x81, u32 next`: all events before this number have reached the desktop.
  public static void acknowledgement(ByteBuffer to, int next) {
    to.put((byte) INPUT_ACKNOWLEDGEMENT).putInt(next);
  }

  /// `u8 0x82, u32 id, u64 pageMicros`, `u64 hostMicros` when the ping came in, `u64 hostMicros`
  /// when this goes out.
  public static void pong(ByteBuffer to, int id, long pageMicros, long inMicros, long outMicros) {
    to.put((byte) PONG).putInt(id).putLong(pageMicros).putLong(inMicros).putLong(outMicros);
  }

  /// `u8 0x83, u32 sequence, u64 hostMicros` when the first sample was captured; the Opus packet
  /// follows.
  public static void sound(ByteBuffer to, int sequence, long captureNanos) {
    to.put((byte) SOUND).putInt(sequence).putLong(captureNanos / 1000);
  }
}
