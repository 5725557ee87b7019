package io.oriel.encoder.ffmpeg.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/// Reads an `AVPacket` in place. JavaCPP makes a `Pointer` object for every look at `data`; this
/// makes nothing the garbage collector has to see.
public final class PacketView {
  private final MemorySegment struct;
  private final long data;
  private final long size;
  private final long flags;

  /// Borrows the packet.
  @SuppressWarnings(
      "restricted") // the struct lives as long as the packet, whose size JavaCPP knows
  public PacketView(AVPacket packet) {
    struct = MemorySegment.ofAddress(packet.address()).reinterpret(packet.sizeof());
    data = packet.offsetof("data");
    size = packet.offsetof("size");
    flags = packet.offsetof("flags");
  }

  /// Bytes of the bitstream.
  public int size() {
    return struct.get(JAVA_INT, size);
  }

  /// Whether decoding can start here.
  public boolean key() {
    return (struct.get(JAVA_INT, flags) & avcodec.AV_PKT_FLAG_KEY) != 0;
  }

  /// The bitstream, valid until the packet is unreferenced.
  @SuppressWarnings("restricted") // FFmpeg says how many bytes there are
  public MemorySegment bytes() {
    return struct.get(ADDRESS, data).reinterpret(size());
  }
}
