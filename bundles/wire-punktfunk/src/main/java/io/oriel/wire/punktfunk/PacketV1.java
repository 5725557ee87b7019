package io.oriel.wire.punktfunk;

/// A v1 media datagram in an array, not encrypted (punktfunk protocol notes §13). Little-endian but
/// for the sequence number:
///
/// ```
///  0  sequence BE64                      clear, authenticated
///  8  pts u64, Unix ns
/// 16  frame u32     20  packet counter u32
/// 24  frame bytes u32; of a block sent ahead: 0, or the block's byte offset (§16.3)
/// 28  user flags u32
/// 32  block u16     34  blocks u16; 0: sent before the frame was complete
/// 36  data u16      38  parity u16     40  index u16     42  shard bytes u16
/// 44  magic 0xC9    45  version 1      46  FEC scheme    47  flags
/// 48  shard
/// ```
///
/// Flags: 1 picture, 2 last packet of the frame, 4 first one, 8 probe.
public final class PacketV1 {
  static final int MAGIC = 0xc9;
  static final int VERSION = 1;
  static final int PICTURE = 1;
  static final int LAST = 2;
  static final int FIRST = 4;
  static final int PROBE = 8;

  private PacketV1() {}

  /// Writes all that stands before the shard.
  ///
  /// @param sequence of the datagram, 64 bits
  /// @param counter of packets, 32 bits, wrapping
  /// @param headFlags see above
  public static void write(
      byte[] b,
      int at,
      long sequence,
      long ptsNanos,
      int frame,
      int counter,
      int frameBytes,
      int userFlags,
      int block,
      int blockCount,
      int data,
      int parity,
      int index,
      int shardBytes,
      int scheme,
      int headFlags) {
    Le.bigU64(b, at, sequence);
    Le.u64(b, at + 8, ptsNanos);
    Le.u32(b, at + 16, frame);
    Le.u32(b, at + 20, counter);
    Le.u32(b, at + 24, frameBytes);
    Le.u32(b, at + 28, userFlags);
    Le.u16(b, at + 32, block);
    Le.u16(b, at + 34, blockCount);
    Le.u16(b, at + 36, data);
    Le.u16(b, at + 38, parity);
    Le.u16(b, at + 40, index);
    Le.u16(b, at + 42, shardBytes);
    Le.u32(b, at + 44, MAGIC | VERSION << 8 | scheme << 16 | headFlags << 24);
  }

  /// Sequence number of the datagram.
  public static long sequence(byte[] b, int at) {
    return Le.bigU64(b, at);
  }

  /// Time of capture, Unix ns.
  public static long ptsNanos(byte[] b, int at) {
    return Le.u64(b, at + 8);
  }

  /// Number of the frame, 32 bits, wrapping.
  public static int frame(byte[] b, int at) {
    return Le.u32(b, at + 16);
  }

  /// Running number of the packet, 32 bits, wrapping.
  public static int counter(byte[] b, int at) {
    return Le.u32(b, at + 20);
  }

  /// Bytes of the frame, or what the block stands at, see above.
  public static int frameBytes(byte[] b, int at) {
    return Le.u32(b, at + 24);
  }

  /// See [FrameFlags].
  public static int userFlags(byte[] b, int at) {
    return Le.u32(b, at + 28);
  }

  /// Number of the block.
  public static int block(byte[] b, int at) {
    return Le.u16(b, at + 32);
  }

  /// Blocks of the frame; 0: not known yet.
  public static int blockCount(byte[] b, int at) {
    return Le.u16(b, at + 34);
  }

  /// Data shards of the block.
  public static int data(byte[] b, int at) {
    return Le.u16(b, at + 36);
  }

  /// Parity shards of the block.
  public static int parity(byte[] b, int at) {
    return Le.u16(b, at + 38);
  }

  /// Index of the shard in the block, data first.
  public static int index(byte[] b, int at) {
    return Le.u16(b, at + 40);
  }

  /// Bytes of the shard.
  public static int shardBytes(byte[] b, int at) {
    return Le.u16(b, at + 42);
  }

  /// Number of the FEC scheme.
  public static int scheme(byte[] b, int at) {
    return b[at + 46] & 0xff;
  }

  /// Flags of the packet, see above.
  public static int headFlags(byte[] b, int at) {
    return b[at + 47] & 0xff;
  }

  /// Reads an opened datagram; trusts none of it.
  ///
  /// @param length of the datagram without its tag
  /// @return `null`: sound, within what was agreed
  static Rejection read(byte[] b, int at, int length, StreamParameters p, PacketHead head) {
    int shard = length - Generation.V1.shardOffset();
    if (shard < 0) {
      return Rejection.TRUNCATED;
    }
    if ((b[at + 44] & 0xff) != MAGIC) {
      return Rejection.NOT_MEDIA;
    }
    head.flags = userFlags(b, at);
    head.probe = ((headFlags(b, at) | head.flags) & PROBE) != 0;
    head.shardBytes = shardBytes(b, at);
    head.frame = frame(b, at);
    head.epoch = 0;
    head.pts = ptsNanos(b, at);
    head.block = block(b, at);
    head.data = data(b, at);
    head.parity = parity(b, at);
    head.index = index(b, at);
    if (head.probe) {
      return null;
    }
    if (head.shardBytes != shard || PacketHead.checkShard(shard, p) != null) {
      return Rejection.SHARD_SIZE;
    }
    int bytes = frameBytes(b, at);
    if (bytes < 0 || bytes > p.maxFrameBytes()) {
      return Rejection.TOO_LARGE;
    }
    boolean placed =
        (head.flags & FrameFlags.SLICE_STREAM) != 0
            ? cut(head, bytes, blockCount(b, at))
            : uniform(head, bytes, blockCount(b, at), p.maxDataPerBlock());
    return placed ? head.check(p) : Rejection.GEOMETRY;
  }

  /// Blocks of one size (§16.1), also where they were sent ahead (§16.3).
  private static boolean uniform(PacketHead head, int bytes, int count, int perBlock) {
    long base = (long) head.block * perBlock;
    head.base = (int) Math.min(base, Integer.MAX_VALUE);
    if (count == 0) {
      head.blockCount = PacketHead.UNKNOWN;
      head.frameBytes = PacketHead.UNKNOWN;
      return bytes == 0 && head.data == perBlock;
    }
    int total = total(bytes, head.shardBytes);
    head.blockCount = count;
    head.frameBytes = bytes;
    return count == StreamParameters.divideUp(total, perBlock)
        && base < total
        && head.data == Math.min(perBlock, total - base);
  }

  /// Blocks cut at slice ends (§16.3).
  private static boolean cut(PacketHead head, int bytes, int count) {
    if (count == 0) {
      head.blockCount = PacketHead.UNKNOWN;
      head.frameBytes = PacketHead.UNKNOWN;
      head.base = bytes / head.shardBytes;
      return bytes % head.shardBytes == 0;
    }
    head.blockCount = count;
    head.frameBytes = bytes;
    head.base = total(bytes, head.shardBytes) - head.data;
    return head.block == count - 1 && head.base >= 0;
  }

  private static int total(int bytes, int shard) {
    return Math.max(1, StreamParameters.divideUp(bytes, shard));
  }
}
