package io.oriel.wire.punktfunk;

/// What a frame is: the user flags of its packets (punktfunk protocol notes §13). They mean the
/// same in both generations.
public final class FrameFlags {
  /// Picture data; on every video frame.
  public static final int PICTURE = 0x001;

  /// Key frame (IDR).
  public static final int KEY = 0x004;

  /// Filler of a speed test; never decoded.
  public static final int PROBE = 0x008;

  /// A wave of intra refresh starts or closes here.
  public static final int RECOVERY_POINT = 0x010;

  /// Refers only to pictures known to be good: clean from here on.
  public static final int RECOVERY_ANCHOR = 0x020;

  /// Every shard can be decoded alone.
  public static final int CHUNK_ALIGNED = 0x040;

  /// Sent in blocks cut at slice ends while it was encoded (§16.3).
  public static final int SLICE_STREAM = 0x080;

  /// An unchanged picture encoded again.
  public static final int REPEAT = 0x100;

  /// The wave of intra refresh is complete with this frame.
  public static final int RECOVERY_CLOSE = 0x200;

  private FrameFlags() {}
}
