package io.oriel.wire.punktfunk;

/// Puts access units together from datagrams in any order, with losses and duplicates (punktfunk
/// protocol notes §13 to 16.4).
///
/// There is no jitter buffer: a frame is delivered the moment enough shards of all its blocks are
/// there. Incomplete frames are given up when a frame 120 ms or 64 numbers newer begins. Nothing a
/// datagram says is trusted: whatever exceeds or contradicts what was agreed, or what came before,
/// is thrown away and counted by reason. Memory is bounded by
/// [StreamParameters#maxInFlightBytes()], and a few hundredths of it for bookkeeping.
///
/// Receive thread only, except for [#statistics()]. Allocates nothing per packet or frame, once
/// frames do not get larger; only [FecScheme#GF8], which no native client uses, does for repairs.
public final class Reassembler implements AutoCloseable {
  /// How much older than the newest an incomplete frame may be (§16.4).
  public static final long GIVE_UP_NANOS = 120_000_000;

  private final StreamParameters parameters;
  private final FrameSink sink;
  private final LossCounters counters = new LossCounters();
  private final Arrivals arrivals;
  private final FrameStore frames;
  private final BlockCode code;
  private final PacketHead head = new PacketHead();
  private final AccessUnit unit = new AccessUnit();
  private byte[] joined = {}; // frames of several blocks
  private boolean clocked;
  private long newestMicros;

  /// Datagrams that are encrypted.
  public Reassembler(StreamParameters parameters, MediaKeys keys, FrameSink sink) {
    this(parameters, sink, keys.opener());
    if (keys.generation() != parameters.generation()) {
      throw new IllegalArgumentException(
          "keys of " + keys.generation() + " for a stream of " + parameters.generation());
    }
  }

  /// Datagrams that are not encrypted, of carriers that do so themselves (§14).
  public Reassembler(StreamParameters parameters, FrameSink sink) {
    this(parameters, sink, null);
  }

  private Reassembler(StreamParameters parameters, FrameSink sink, MediaOpener opener) {
    this.parameters = parameters;
    this.sink = sink;
    arrivals = new Arrivals(parameters, opener, counters);
    frames = new FrameStore(parameters, counters, sink);
    code = parameters.fec().newCode();
  }

  /// Takes one datagram.
  ///
  /// @param datagram decrypted in place; borrowed until this returns
  /// @param nanos when it arrived, on `System.nanoTime()`'s clock
  public void datagram(byte[] datagram, int at, int length, long nanos) {
    int opened = arrivals.open(datagram, at, length);
    if (opened == Arrivals.REFUSED) {
      return;
    }
    Rejection rejection =
        parameters.generation() == Generation.V1
            ? PacketV1.read(datagram, at, opened, parameters, head)
            : PacketV2.read(datagram, at, opened, parameters, head);
    if (rejection == null && head.probe) {
      counters.probes.increment();
    } else if (rejection == null) {
      rejection = packet(datagram, at + parameters.generation().shardOffset(), nanos);
    }
    if (rejection != null) {
      counters.reject(rejection);
    }
  }

  private Rejection packet(byte[] datagram, int at, long nanos) {
    if (!frames.near(head.frame)) {
      return Rejection.TOO_FAR;
    }
    FrameSlot slot = frames.slot(head.frame);
    if (slot == null || slot.state == FrameSlot.State.LOST) {
      counters.late.increment();
      return null;
    }
    if (slot.state == FrameSlot.State.DELIVERED) {
      surplus();
      return null;
    }
    if (slot.state == FrameSlot.State.AWAITED) {
      slot.begin(head, pts(frames.isNewest(slot)), nanos);
      if (frames.isNewest(slot)) {
        frames.expire(slot.ptsNanos - GIVE_UP_NANOS);
      }
    }
    if (!slot.agrees(head)) {
      return Rejection.CONFLICT;
    }
    Block block = slot.block(head.block);
    if (block == null) {
      if (!slot.fits(head)) {
        return Rejection.CONFLICT;
      }
      block = frames.open(slot, head);
      if (block == null) {
        return Rejection.NO_MEMORY;
      }
    } else if (!block.agrees(head)) {
      return Rejection.CONFLICT;
    }
    if (head.totals()) {
      slot.blockCount = head.blockCount;
      slot.frameBytes = head.frameBytes;
    }
    if (block.present[head.index]) {
      counters.duplicates.increment();
    } else if (block.whole) {
      surplus();
    } else {
      add(slot, block, datagram, at, nanos);
    }
    return null;
  }

  /// A packet that is not needed any more: parity, or a shard that parity has replaced, since one
  /// packet does not come twice.
  private void surplus() {
    if (head.index < head.data) {
      counters.recoveredLate.increment();
    } else {
      counters.spare.increment();
    }
  }

  private void add(FrameSlot slot, Block block, byte[] datagram, int at, long nanos) {
    block.put(head.index, datagram, at, slot.shardBytes);
    int rebuilt = block.finish(code, slot.shardBytes);
    if (rebuilt < 0) {
      return;
    }
    counters.recovered.add(rebuilt);
    slot.recovered += rebuilt;
    slot.wholeBlocks++;
    if (slot.whole()) {
      deliver(slot, nanos);
    }
  }

  private void deliver(FrameSlot slot, long nanos) {
    slot.state = FrameSlot.State.DELIVERED;
    counters.frames.increment();
    if (slot.recovered > 0) {
      counters.repairedFrames.increment();
    }
    unit.bytes = slot.blockCount == 1 ? slot.block(0).shards : join(slot);
    unit.length = slot.frameBytes;
    unit.index = slot.index;
    unit.ptsNanos = slot.ptsNanos;
    unit.flags = slot.flags;
    unit.epoch = slot.epoch;
    unit.recovered = slot.recovered;
    unit.firstNanos = slot.firstNanos;
    unit.completeNanos = nanos;
    try {
      sink.frame(unit);
    } finally {
      unit.bytes = null;
      frames.release(slot);
    }
  }

  private byte[] join(FrameSlot slot) {
    if (joined.length < slot.frameBytes) {
      int roomy = Math.max(slot.frameBytes, joined.length + joined.length / 2);
      joined = new byte[Math.min(roomy, parameters.maxFrameBytes())];
    }
    int at = 0;
    for (int i = 0; i < slot.blockCount; i++) {
      Block block = slot.block(i);
      int n = Math.min(block.data * slot.shardBytes, slot.frameBytes - at);
      System.arraycopy(block.shards, 0, joined, at, n);
      at += n;
    }
    return joined;
  }

  /// Time of capture of the packet at hand; v2 tells 32 bits of it (§14).
  private long pts(boolean newest) {
    if (parameters.generation() == Generation.V1) {
      return head.pts;
    }
    long micros = clocked ? newestMicros + (int) (head.pts - newestMicros) : head.pts;
    if (newest) {
      newestMicros = micros;
      clocked = true;
    }
    return parameters.clockOriginNanos() + micros * 1000;
  }

  /// What became of the stream's datagrams until now. Any thread.
  public LossStatistics statistics() {
    return counters.snapshot();
  }

  /// Frames that are neither whole nor given up.
  public int framesInFlight() {
    return frames.active();
  }

  /// Memory for frames, buffers that wait for their next use included; never above
  /// [StreamParameters#maxInFlightBytes()].
  public long bytesHeld() {
    return frames.allocated() + joined.length;
  }

  /// Forgets the keys.
  @Override
  public void close() {
    arrivals.close();
  }
}
