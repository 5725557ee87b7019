package io.oriel.lib.browser.wire;

import io.oriel.api.media.EncodedFrame;
import java.nio.ByteBuffer;

/// What stands before a frame's bytes in its unidirectional stream ("Picture over WebTransport"),
/// big-endian:
///
/// ```
///  0  u8   1
///  1  u8   flags: 1 key frame, 2 first after an invalidation, 4 same picture as before
///  2  u32  frame number
///  6  u64  captureMicros, the host's monotonic clock
/// 14  u32  encodeMicros after that
/// 18  u32  sendMicros after that
/// 22  u32  length of the bitstream
/// ```
public final class FrameHeader {
  /// Bytes of it.
  public static final int BYTES = 26;

  public static final int KEY = 1;
  public static final int AFTER_INVALIDATION = 2;
  public static final int REPEAT = 4;

  private static final int TYPE = 1;

  private FrameHeader() {}

  /// Writes it.
  ///
  /// @param to big-endian, with room for [#BYTES]
  /// @param nowNanos when the frame is handed to the network
  public static void write(ByteBuffer to, EncodedFrame frame, long nowNanos) {
    // a repeated picture is old on purpose: as if it were new when it was encoded again
    boolean repeat = (frame.flags() & EncodedFrame.REPEAT) != 0;
    long capture = repeat ? frame.submittedNanos() : frame.readyNanos();
    to.put((byte) TYPE)
        .put((byte) flags(frame.flags()))
        .putInt((int) frame.sequence())
        .putLong(capture / 1000)
        .putInt(micros(frame.encodedNanos() - capture))
        .putInt(micros(nowNanos - capture))
        .putInt(frame.length());
  }

  private static int flags(int flags) {
    return ((flags & EncodedFrame.KEY) != 0 ? KEY : 0)
        | ((flags & EncodedFrame.AFTER_INVALIDATION) != 0 ? AFTER_INVALIDATION : 0)
        | ((flags & EncodedFrame.REPEAT) != 0 ? REPEAT : 0);
  }

  private static int micros(long nanos) {
    return (int) Math.clamp(nanos / 1000, 0, 0xffff_ffffL);
  }
}
