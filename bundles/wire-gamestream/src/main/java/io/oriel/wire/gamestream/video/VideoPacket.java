package io.oriel.wire.gamestream.video;

/// One unencrypted video datagram in an array (GameStream protocol notes §3.2):
///
/// ```
///  0  RTP: 0x90, 0, sequence BE16, timestamp BE32 (90 kHz), SSRC BE32 0
/// 12  reserved, zero
/// 16  streamPacketIndex LE32: index << 8
/// 20  frameIndex LE32, from 1
/// 24  flags: 1 picture, 2 end, 4 start │ 25 extra flags: 1 long-term │ 26 0x10
/// 27  last block << 6 │ block << 4
/// 28  fecInfo LE32: data << 22 │ index << 12 │ percent << 4
/// 32  payload, packetSize − 16 bytes
/// ```
///
/// The flags are per block (GS-V-04).
public final class VideoPacket {
  /// Bytes before the payload.
  public static final int HEAD = 32;

  /// Bytes of the RTP header and the reserved field, which the announced packet size leaves out.
  public static final int RTP = 16;

  /// Bytes of the frame header at the start of a frame's payload.
  public static final int FRAME_HEAD = 8;

  /// IV, clear frame index and tag before an encrypted datagram.
  public static final int SEAL_PREFIX = 32;

  /// Flag: picture data.
  public static final int PICTURE = 1;

  /// Flag: last data packet of its block.
  public static final int END = 2;

  /// Flag: first data packet of its block.
  public static final int START = 4;

  /// Extra flag: long-term reference frame.
  public static final int LONG_TERM = 1;

  static final int RTP_FIRST = 0x90;
  static final int MULTI_FEC = 0x10;

  private VideoPacket() {}

  /// RTP sequence number, 16 bits, wrapping.
  public static int sequence(byte[] b, int at) {
    return (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
  }

  /// RTP timestamp, 90 kHz, 32 bits, wrapping.
  public static int timestamp(byte[] b, int at) {
    return Integer.reverseBytes(le32(b, at + 4));
  }

  /// Index of the packet, 24 bits, wrapping.
  public static int streamIndex(byte[] b, int at) {
    return le32(b, at + 16) >>> 8;
  }

  /// Number of the frame, from 1.
  public static int frameIndex(byte[] b, int at) {
    return le32(b, at + 20);
  }

  /// [#PICTURE], [#START], [#END]; not meaningful in parity packets.
  public static int flags(byte[] b, int at) {
    return b[at + 24];
  }

  /// [#LONG_TERM].
  public static int extraFlags(byte[] b, int at) {
    return b[at + 25];
  }

  /// Number of this block, 0 … 3.
  public static int block(byte[] b, int at) {
    return b[at + 27] >> 4 & 3;
  }

  /// Number of the last block, 0 … 3.
  public static int lastBlock(byte[] b, int at) {
    return b[at + 27] >> 6 & 3;
  }

  /// Data packets of the block, 10 bits.
  public static int data(byte[] b, int at) {
    return le32(b, at + 28) >>> 22;
  }

  /// Index of this packet in the block, data first, 10 bits.
  public static int index(byte[] b, int at) {
    return le32(b, at + 28) >>> 12 & 0x3ff;
  }

  /// FEC percentage, 8 bits.
  public static int percent(byte[] b, int at) {
    return le32(b, at + 28) >>> 4 & 0xff;
  }

  /// Whether the bytes look like a video datagram: nothing in it contradicts itself or the limits
  /// of a frame.
  public static boolean plausible(byte[] b, int at, int length) {
    if (length <= HEAD || (b[at] & 0xff) != RTP_FIRST) {
      return false;
    }
    int parity = FecLayout.parity(data(b, at), percent(b, at));
    return data(b, at) > 0
        && frameIndex(b, at) != 0
        && index(b, at) < data(b, at) + parity
        && (parity == 0 || data(b, at) + parity <= FecLayout.MAX_SHARDS)
        && block(b, at) <= lastBlock(b, at);
  }

  static void rtp(byte[] b, int at, int sequence, int timestamp) {
    b[at] = (byte) RTP_FIRST;
    b[at + 1] = 0;
    b[at + 2] = (byte) (sequence >> 8);
    b[at + 3] = (byte) sequence;
    le32(b, at + 4, Integer.reverseBytes(timestamp));
    le32(b, at + 8, 0);
  }

  static void fec(byte[] b, int at, int last, int block, int data, int index, int percent) {
    b[at + 27] = (byte) (last << 6 | block << 4);
    le32(b, at + 28, data << 22 | index << 12 | percent << 4);
  }

  static int le32(byte[] b, int at) {
    return b[at] & 0xff
        | (b[at + 1] & 0xff) << 8
        | (b[at + 2] & 0xff) << 16
        | (b[at + 3] & 0xff) << 24;
  }

  static void le32(byte[] b, int at, int value) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >> 8);
    b[at + 2] = (byte) (value >> 16);
    b[at + 3] = (byte) (value >> 24);
  }
}
