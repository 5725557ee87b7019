package io.oriel.wire.gamestream.video;

import io.oriel.media.wire.CauchyFec;
import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacedSender;
import io.oriel.media.wire.PacketSealer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Builds all datagrams of a frame, parity included, into one reused array (GameStream protocol
/// notes §3.2 to 3.6).
///
/// One thread. Allocates nothing per frame, except when a frame is larger than all before it, and
/// what a [PacketSealer] needs in [#seal()]. After [#build] the datagrams lie in [#bytes()],
/// [#datagramBytes()] bytes each, one after the other, in the order in which they are to be sent.
public final class VideoPacketizer implements PacedSender.Frame, AutoCloseable {
  private static final int FIRST_CAPACITY = 256;

  private final int payload;
  private final int shard;
  private final int prefix;
  private final int stride;
  private final FecLayout layout;
  private final BlockLosses losses;
  private final PacketSealer sealer;
  private final byte[] iv = new byte[CipherSuite.IV_BYTES];
  private byte[] bytes;
  private int count;
  private int parity;
  private long parityNanos;
  private long sequence;
  private long sealed;
  private int frameIndex;

  /// @param packetSize as announced: a multiple of 16, at least 64
  /// @param fecPercent 0 … 255
  /// @param minParity least parity packets of a block
  /// @param key 16 bytes: encrypt; `null`: do not
  public VideoPacketizer(int packetSize, int fecPercent, int minParity, byte[] key) {
    if (packetSize < 64 || packetSize % 16 != 0) {
      throw new IllegalArgumentException("packet size " + packetSize);
    }
    this.payload = packetSize - 16;
    this.shard = packetSize + VideoPacket.RTP;
    this.prefix = key == null ? 0 : VideoPacket.SEAL_PREFIX;
    this.stride = prefix + shard;
    this.layout = new FecLayout(fecPercent, minParity);
    this.losses = new BlockLosses(layout);
    this.sealer = key == null ? null : new PacketSealer(CipherSuite.AES_128_GCM, key);
    this.bytes = new byte[FIRST_CAPACITY * stride];
    iv[11] = 'V';
  }

  /// Number of the next packet, unwrapped; a stream starts at 0 (GS-V-03).
  public void sequence(long next) {
    sequence = next;
  }

  /// Wants another share of parity from the next frame on.
  ///
  /// @param wanted parity packets per hundred data packets, 1 … 255
  public void parityPercent(int wanted) {
    layout.want(wanted);
  }

  /// Builds the datagrams of a frame, not yet encrypted.
  ///
  /// @param bitstream borrowed until this returns
  /// @param index number of the frame, from 1 without gaps, 32 bits
  /// @param type see [FrameType]
  /// @param timestamp 90 kHz, time of capture, 32 bits
  /// @param latencyTenths host processing latency in 0.1 ms, 0 … 65535; 0: unknown
  /// @param longTerm the frame is a long-term reference
  /// @return packets, or 0: too large for a frame that is protected as it has to be
  public int build(
      MemorySegment bitstream,
      int length,
      int index,
      int type,
      int timestamp,
      int latencyTenths,
      boolean longTerm) {
    int stream = VideoPacket.FRAME_HEAD + length;
    int packets = (stream + payload - 1) / payload;
    if (length < 1 || !layout.layOut(packets)) {
      count = 0;
      return 0;
    }
    int total = layout.total();
    if (bytes.length < total * stride) {
      bytes = new byte[total * stride];
    }
    losses.clear();
    frameIndex = index;
    parity = 0;
    parityNanos = 0;
    int slot = 0;
    int packet = 0;
    int last = stream - (packets - 1) * payload;
    for (int block = 0; block < layout.blocks(); block++) {
      int data = layout.data(block);
      int extra = layout.parity(block);
      int base = slot * stride + prefix;
      for (int i = 0; i < data; i++, packet++) {
        int at = base + i * stride;
        int flags = VideoPacket.PICTURE;
        flags |= i == 0 ? VideoPacket.START : 0;
        flags |= i == data - 1 ? VideoPacket.END : 0;
        head(at, sequence + slot + i, flags, longTerm);
        int to = at + VideoPacket.HEAD;
        int from = packet * payload - VideoPacket.FRAME_HEAD;
        int room = payload;
        if (packet == 0) {
          frameHead(to, latencyTenths, type, last);
          to += VideoPacket.FRAME_HEAD;
          from = 0;
          room -= VideoPacket.FRAME_HEAD;
        }
        int n = Math.min(room, length - from);
        MemorySegment.copy(bitstream, ValueLayout.JAVA_BYTE, from, bytes, to, n);
        if (n < room) {
          Arrays.fill(bytes, to + n, to + room, (byte) 0);
        }
      }
      if (extra > 0) {
        long begun = System.nanoTime();
        CauchyFec.encode(bytes, base, stride, shard, data, extra);
        parityNanos += System.nanoTime() - begun;
      }
      finish(base, slot, block, data, extra, timestamp);
      slot += data + extra;
      parity += extra;
    }
    sequence += slot;
    count = slot;
    return slot;
  }

  /// What must be there before parity is computed (GS-V-07); the rest zero.
  private void head(int at, long number, int flags, boolean longTerm) {
    Arrays.fill(bytes, at, at + VideoPacket.HEAD, (byte) 0);
    VideoPacket.le32(bytes, at + 16, (int) number << 8);
    bytes[at + 24] = (byte) flags;
    bytes[at + 25] = (byte) (longTerm ? VideoPacket.LONG_TERM : 0);
    bytes[at + 26] = VideoPacket.MULTI_FEC;
  }

  private void frameHead(int at, int latencyTenths, int type, int last) {
    bytes[at] = 1;
    bytes[at + 1] = (byte) latencyTenths;
    bytes[at + 2] = (byte) (latencyTenths >> 8);
    bytes[at + 3] = (byte) type;
    bytes[at + 4] = (byte) last;
    bytes[at + 5] = (byte) (last >> 8);
    bytes[at + 6] = 0;
    bytes[at + 7] = 0;
  }

  private void finish(int base, int slot, int block, int data, int extra, int timestamp) {
    int percent = layout.percent(block);
    int lastBlock = layout.blocks() - 1;
    for (int i = 0; i < data + extra; i++) {
      int at = base + i * stride;
      VideoPacket.rtp(bytes, at, (int) (sequence + slot + i), timestamp);
      VideoPacket.le32(bytes, at + 20, frameIndex);
      VideoPacket.fec(bytes, at, lastBlock, block, data, i, percent);
    }
  }

  /// Encrypts the datagrams just built; does nothing without a key. Every packet has its own IV: a
  /// 64-bit counter over the life of this object.
  public void seal() {
    if (sealer == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = i * stride;
      for (int k = 0; k < 8; k++) {
        iv[k] = (byte) (sealed >> 8 * k);
      }
      sealed++;
      System.arraycopy(iv, 0, bytes, at, iv.length);
      VideoPacket.le32(bytes, at + 12, frameIndex);
      int text = at + prefix;
      sealer.seal(iv, null, 0, 0, bytes, text, shard, bytes, text, at + 16);
    }
  }

  /// Where the datagrams lie; replaced when a larger frame comes.
  @Override
  public byte[] bytes() {
    return bytes;
  }

  /// Bytes of each datagram, and from one to the next.
  @Override
  public int datagramBytes() {
    return stride;
  }

  @Override
  public int offset(int position) {
    return position * stride;
  }

  /// Nothing is left to do: all are ready once [#seal()] returned.
  @Override
  public void prepare(int upTo) {
    if (upTo > count) {
      throw new IllegalArgumentException(upTo + " datagrams of " + count);
    }
  }

  /// Datagrams of the frame.
  @Override
  public int count() {
    return count;
  }

  /// Parity packets among them.
  public int parity() {
    return parity;
  }

  /// How long computing the parity took.
  public long parityNanos() {
    return parityNanos;
  }

  @Override
  public void refused(int first, int length, int datagrams) {
    losses.add(first, length, datagrams);
  }

  /// Whether a client that gets what was not refused can have the frame.
  public boolean repairable() {
    return losses.repairable();
  }

  /// Whether the frame has less parity than wanted, because it is so large.
  public boolean reduced() {
    return layout.reduced();
  }

  /// Forgets the key. Any thread.
  @Override
  public void close() {
    if (sealer != null) {
      sealer.close();
    }
  }
}
