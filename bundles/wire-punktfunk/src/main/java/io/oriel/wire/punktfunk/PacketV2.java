package io.oriel.wire.punktfunk;

/// A v2 media datagram in an array, not encrypted (punktfunk protocol notes §14), little-endian:
///
/// ```
///  0  stream: 0 video, 1 probe           clear, authenticated
///  1  low 32 bits of the sequence        clear, authenticated
///  5  epoch u8
///  6  user flags, 15 bits │ bit 15: last block
///  8  frame u32
/// 12  pts u32, µs since the clock's origin
/// 16  block u16     18  base u32: first data shard of the block in the frame
/// 22  index u16     24  data u16       26  parity u16
/// 28  padding u16: in the last block, bytes at its end that are no frame
/// 30  shard
/// ```
public final class PacketV2 {
  static final int VIDEO = 0;
  static final int PROBE = 1;
  static final int LAST_BLOCK = 0x8000;
  private static final int IMPLIED = FrameFlags.PROBE | FrameFlags.SLICE_STREAM;

  private PacketV2() {}

  /// Writes all that stands before the shard.
  ///
  /// @param stream 0 video, 1 probe
  /// @param sequence of the datagram, of which 32 bits are written
  /// @param userFlags see [FrameFlags]; the stream number stands for `PROBE`, and `SLICE_STREAM` is
  ///     implied
  /// @param ptsMicros since the clock's origin, of which 32 bits are written
  /// @param padding 0 in blocks that are not the last
  public static void write(
      byte[] b,
      int at,
      int stream,
      long sequence,
      int epoch,
      int userFlags,
      boolean lastBlock,
      int frame,
      long ptsMicros,
      int block,
      int base,
      int index,
      int data,
      int parity,
      int padding) {
    b[at] = (byte) stream;
    Le.u32(b, at + 1, (int) sequence);
    b[at + 5] = (byte) epoch;
    Le.u16(b, at + 6, userFlags & 0x7fff & ~IMPLIED | (lastBlock ? LAST_BLOCK : 0));
    Le.u32(b, at + 8, frame);
    Le.u32(b, at + 12, (int) ptsMicros);
    Le.u16(b, at + 16, block);
    Le.u32(b, at + 18, base);
    Le.u16(b, at + 22, index);
    Le.u16(b, at + 24, data);
    Le.u16(b, at + 26, parity);
    Le.u16(b, at + 28, padding);
  }

  /// Stream number with its four reserved bits: 0 video, 1 probe.
  public static int stream(byte[] b, int at) {
    return b[at] & 0xff;
  }

  /// Low 32 bits of the sequence number.
  public static int sequence(byte[] b, int at) {
    return Le.u32(b, at + 1);
  }

  /// Generation of the stream's configuration.
  public static int epoch(byte[] b, int at) {
    return b[at + 5] & 0xff;
  }

  /// See [FrameFlags], 15 bits.
  public static int userFlags(byte[] b, int at) {
    return Le.u16(b, at + 6) & 0x7fff;
  }

  /// Whether the block is the last of its frame.
  public static boolean lastBlock(byte[] b, int at) {
    return (Le.u16(b, at + 6) & LAST_BLOCK) != 0;
  }

  /// Number of the frame, 32 bits, wrapping.
  public static int frame(byte[] b, int at) {
    return Le.u32(b, at + 8);
  }

  /// Time of capture in µs since the clock's origin, 32 bits, wrapping.
  public static int ptsMicros(byte[] b, int at) {
    return Le.u32(b, at + 12);
  }

  /// Number of the block.
  public static int block(byte[] b, int at) {
    return Le.u16(b, at + 16);
  }

  /// First data shard of the block in the frame, 32 bits unsigned.
  public static int base(byte[] b, int at) {
    return Le.u32(b, at + 18);
  }

  /// Index of the shard in the block, data first.
  public static int index(byte[] b, int at) {
    return Le.u16(b, at + 22);
  }

  /// Data shards of the block.
  public static int data(byte[] b, int at) {
    return Le.u16(b, at + 24);
  }

  /// Parity shards of the block.
  public static int parity(byte[] b, int at) {
    return Le.u16(b, at + 26);
  }

  /// Bytes at the end of the last block that are no frame.
  public static int padding(byte[] b, int at) {
    return Le.u16(b, at + 28);
  }

  /// Reads an opened datagram; trusts none of it.
  ///
  /// @param length of the datagram without its tag
  /// @return `null`: sound, within what was agreed
  static Rejection read(byte[] b, int at, int length, StreamParameters p, PacketHead head) {
    int shard = length - Generation.V2.shardOffset();
    if (shard < 0) {
      return Rejection.TRUNCATED;
    }
    head.probe = stream(b, at) == PROBE;
    head.flags = userFlags(b, at);
    head.shardBytes = shard;
    head.frame = frame(b, at);
    head.epoch = epoch(b, at);
    head.pts = ptsMicros(b, at) & 0xffff_ffffL;
    head.block = block(b, at);
    head.base = base(b, at);
    head.index = index(b, at);
    head.data = data(b, at);
    head.parity = parity(b, at);
    if (head.probe) {
      return null;
    }
    if (PacketHead.checkShard(shard, p) != null) {
      return Rejection.SHARD_SIZE;
    }
    if (head.base < 0 || head.base > p.maxShards(shard) - head.data) {
      return Rejection.TOO_LARGE;
    }
    head.blockCount = PacketHead.UNKNOWN;
    head.frameBytes = PacketHead.UNKNOWN;
    if (lastBlock(b, at)) {
      int padding = padding(b, at);
      int total = head.base + head.data;
      if (padding > shard || padding == shard && total != 1) {
        return Rejection.GEOMETRY;
      }
      head.blockCount = head.block + 1;
      head.frameBytes = total * shard - padding;
    }
    return head.check(p);
  }
}
