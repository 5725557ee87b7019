package io.oriel.wire.punktfunk;

import io.oriel.media.wire.PacedSender;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Builds the datagrams of access units: shards, parity, headers, encryption (punktfunk protocol
/// notes §13 to 16.1).
///
/// One thread. Allocates nothing per packet or frame, except when a frame is larger than all before
/// it. [#build] cuts a frame; [#prepare(int)] makes its datagrams ready in the order in which they
/// are to leave, a few at a time if the caller likes: parity is computed only when its turn comes,
/// so the first data packets can be on the wire before.
public final class Packetizer implements PacedSender.Frame, AutoCloseable {
  private static final int FIRST_SLOTS = 64;

  private final StreamParameters parameters;
  private final MediaSealer sealer;
  private final BlockCode code;
  private final FrameLayout layout;
  private final int head;
  private int shard;
  private int percent;
  private byte[] plain;
  private byte[] sealed;
  private long sequence;
  private int counter;
  private int epoch;
  private int frameEpoch;
  private int frame;
  private int length;
  private int flags;
  private long pts;
  private int count;
  private int prepared;
  private int codedBlocks;

  /// Datagrams that are encrypted.
  public Packetizer(StreamParameters parameters, MediaKeys keys) {
    this(parameters, sealer(parameters, keys));
  }

  private static MediaSealer sealer(StreamParameters parameters, MediaKeys keys) {
    if (keys.generation() != parameters.generation()) {
      throw new IllegalArgumentException(
          "keys of " + keys.generation() + " for a stream of " + parameters.generation());
    }
    return keys.sealer();
  }

  /// Datagrams that are not encrypted, for carriers that do so themselves (§14).
  public Packetizer(StreamParameters parameters) {
    this(parameters, (MediaSealer) null);
  }

  private Packetizer(StreamParameters parameters, MediaSealer sealer) {
    this.parameters = parameters;
    this.sealer = sealer;
    code = parameters.fec().newCode();
    layout = new FrameLayout(parameters);
    head = parameters.generation().shardOffset();
    shard = parameters.shardBytes();
    percent = parameters.fecPercent();
    plain = new byte[FIRST_SLOTS * (head + shard)];
    sealed = sealer == null ? null : new byte[FIRST_SLOTS * datagramBytes()];
  }

  /// Changes the share of parity from the next frame on.
  ///
  /// @param perHundred 0 … 90; blocks get no more than the first value allows (§15.8)
  public void percent(int perHundred) {
    StreamParameters.checkPercent(perHundred);
    percent = perHundred;
  }

  /// Changes the shard size from the next frame on, after the client was told (§20).
  public void shardBytes(int bytes) {
    StreamParameters.checkShard(bytes, parameters.maxShardBytes());
    shard = bytes;
    count = 0;
  }

  /// Changes the generation of the configuration in v2 headers from the next frame on.
  ///
  /// @param generation 0 … 255
  public void epoch(int generation) {
    epoch = generation & 0xff;
  }

  /// Number of the next datagram; a session starts at 0. Numbers only ever grow: one used twice
  /// with one key gives the key away.
  public void sequence(long next) {
    if (next < sequence) {
      throw new IllegalArgumentException(
          "sequence numbers go on from " + sequence + ", not from " + next);
    }
    sequence = next;
  }

  /// Cuts a frame. What was not prepared of the frame before is forgotten.
  ///
  /// @param accessUnit borrowed until this returns
  /// @param bytes of it from its start on; 0 is an empty frame
  /// @param index number of the frame, 32 bits, grows by one with every frame (§16.1)
  /// @param ptsNanos time of capture, Unix ns on the stream's clock
  /// @param userFlags see [FrameFlags]
  /// @return number of datagrams, or 0: larger than agreed, nothing to send
  public int build(MemorySegment accessUnit, int bytes, int index, long ptsNanos, int userFlags) {
    count = 0;
    prepared = 0;
    codedBlocks = 0;
    if (bytes < 0 || bytes > parameters.maxFrameBytes()) {
      return 0;
    }
    layout.layOut(Math.max(1, StreamParameters.divideUp(bytes, shard)), percent);
    frame = index;
    length = bytes;
    flags = userFlags & ~FrameFlags.SLICE_STREAM;
    pts = ptsNanos;
    frameEpoch = epoch;
    count = layout.totalData() + layout.totalParity();
    reserve();
    copy(accessUnit);
    return count;
  }

  private void reserve() {
    if (plain.length < count * (head + shard)) {
      plain = new byte[count * (head + shard)];
    }
    if (sealed != null && sealed.length < count * datagramBytes()) {
      sealed = new byte[count * datagramBytes()];
    }
  }

  private void copy(MemorySegment accessUnit) {
    int stride = head + shard;
    int from = 0;
    for (int block = 0; block < layout.blocks(); block++) {
      int at = layout.firstSlot(block) * stride + head;
      for (int i = layout.data(block); i > 0; i--, at += stride) {
        int n = Math.min(shard, length - from);
        MemorySegment.copy(accessUnit, ValueLayout.JAVA_BYTE, from, plain, at, n);
        if (n < shard) {
          Arrays.fill(plain, at + n, at + shard, (byte) 0);
        }
        from += n;
      }
    }
  }

  /// Makes datagrams ready to be sent, those before them included. Each is made ready once.
  ///
  /// @param upTo how many of the frame's datagrams are to be ready, at most [#count()]
  @Override
  public void prepare(int upTo) {
    if (upTo > count) {
      throw new IllegalArgumentException(upTo + " datagrams of " + count);
    }
    int stride = head + shard;
    for (; prepared < upTo; prepared++) {
      int block = layout.blockAt(prepared);
      int index = layout.indexAt(prepared);
      if (index >= layout.data(block) && block >= codedBlocks) {
        int first = layout.firstSlot(block) * stride + head;
        code.encode(plain, first, stride, shard, layout.data(block), layout.parity(block));
        codedBlocks = block + 1;
      }
      int at = (layout.firstSlot(block) + index) * stride;
      write(at, block, index);
      if (sealer != null) {
        sealer.seal(sequence, plain, at, stride, sealed, prepared * datagramBytes());
      }
      sequence++;
    }
  }

  private void write(int at, int block, int index) {
    if (parameters.generation() == Generation.V1) {
      writeV1(at, block, index);
    } else {
      writeV2(at, block, index);
    }
    counter++;
  }

  private void writeV1(int at, int block, int index) {
    int headFlags = PacketV1.PICTURE;
    headFlags |= prepared == 0 ? PacketV1.FIRST : 0;
    headFlags |= prepared == count - 1 ? PacketV1.LAST : 0;
    headFlags |= flags & PacketV1.PROBE;
    PacketV1.write(
        plain,
        at,
        sequence,
        pts,
        frame,
        counter,
        length,
        flags,
        block,
        layout.blocks(),
        layout.data(block),
        layout.parity(block),
        index,
        shard,
        parameters.fec().wire(),
        headFlags);
  }

  private void writeV2(int at, int block, int index) {
    boolean last = block == layout.blocks() - 1;
    PacketV2.write(
        plain,
        at,
        (flags & FrameFlags.PROBE) != 0 ? PacketV2.PROBE : PacketV2.VIDEO,
        sequence,
        frameEpoch,
        flags,
        last,
        frame,
        (pts - parameters.clockOriginNanos()) / 1000,
        block,
        block * parameters.maxDataPerBlock(),
        index,
        layout.data(block),
        layout.parity(block),
        last ? layout.totalData() * shard - length : 0);
  }

  /// Datagrams of the frame.
  @Override
  public int count() {
    return count;
  }

  /// Parity packets among them.
  public int parity() {
    return count == 0 ? 0 : layout.totalParity();
  }

  /// How many of the frame's datagrams are ready.
  public int prepared() {
    return prepared;
  }

  /// Where the datagrams lie; replaced by [#build] when a larger frame comes.
  @Override
  public byte[] bytes() {
    return sealed != null ? sealed : plain;
  }

  /// Where a datagram lies in [#bytes()]. Sealed ones lie back to back in the order of sending, and
  /// so do plain ones of frames with one block.
  ///
  /// @param position in the order of sending
  @Override
  public int offset(int position) {
    return (sealed != null ? position : layout.slotAt(position)) * datagramBytes();
  }

  /// Bytes of every datagram of the frame.
  @Override
  public int datagramBytes() {
    return head + shard + (sealer == null ? 0 : Generation.TAG_BYTES);
  }

  /// Does nothing: parity, or the client's wish for a key frame, makes up for it.
  @Override
  public void refused(int first, int length, int datagrams) {}

  /// Forgets the keys.
  @Override
  public void close() {
    if (sealer != null) {
      sealer.close();
    }
  }
}
