package io.oriel.wire.punktfunk;

/// One frame as it was put together. A view that is valid during [FrameSink#frame] only; the object
/// and its bytes are used again.
public final class AccessUnit {
  byte[] bytes;
  int length;
  int index;
  long ptsNanos;
  int flags;
  int epoch;
  int recovered;
  long firstNanos;
  long completeNanos;

  AccessUnit() {}

  /// Holds the frame from its start on; longer than the frame.
  public byte[] bytes() {
    return bytes;
  }

  /// Bytes of the frame; 0 is an empty one.
  public int length() {
    return length;
  }

  /// Number of the frame, 32 bits, wrapping.
  public int index() {
    return index;
  }

  /// Time of capture on the host's clock, Unix ns.
  public long ptsNanos() {
    return ptsNanos;
  }

  /// See [FrameFlags].
  public int flags() {
    return flags;
  }

  /// Whether it is a key frame.
  public boolean key() {
    return (flags & FrameFlags.KEY) != 0;
  }

  /// Generation of the stream's configuration, 0 in v1.
  public int epoch() {
    return epoch;
  }

  /// Data shards that parity had to replace.
  public int recovered() {
    return recovered;
  }

  /// When its first packet arrived, on the receiver's clock.
  public long firstNanos() {
    return firstNanos;
  }

  /// When the packet arrived that made it whole, on the receiver's clock.
  public long completeNanos() {
    return completeNanos;
  }
}
