package io.oriel.client.gamestream.internal.media;

import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.wire.gamestream.control.FecStatus;
import io.oriel.wire.gamestream.video.VideoPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts frames together from video datagrams the way the stock client does: blocks strictly in
/// order, repair as soon as enough packets of a block are there, and a loss reported early where
/// the holes are already more than parity can fill (GameStream protocol notes §3.2 to §3.7).
///
/// No datagram is trusted: what contradicts itself, its block or its frame is thrown away and
/// counted. Memory is bounded by the widths of the header's fields, four blocks of 1023 packets.
///
/// Receive thread only.
public final class FrameAssembler {
  private static final int HEADER = 32;
  private static final int UNKNOWN = -1;

  // No stream survives a gap so long; a number still further ahead would end it for good.
  private static final int MOST_FRAMES_AHEAD = 1 << 16;

  private static final long ORDER_TRUST_NANOS = 300_000_000_000L;

  private final int packetSize;
  private final FrameSink sink;
  private final StreamCounters counters;
  private final FecBlock block = new FecBlock();
  private final PacketNumbers numbers;
  private final List<byte[]> staged = new ArrayList<>();
  private boolean active;
  private boolean reportedLost;
  private int currentFrame = 1;
  private int currentBlock;
  private int lastBlock = UNKNOWN;
  private int nextSequence;
  private int recovered;
  private long firstNanos;
  private long unorderedNanos;
  private boolean unordered;

  /// @param packetSize as announced: NV header and payload
  public FrameAssembler(int packetSize, FrameSink sink, StreamCounters counters) {
    this.packetSize = packetSize;
    this.sink = sink;
    this.counters = counters;
    this.numbers = new PacketNumbers(counters);
  }

  /// Where frames go. Receive thread.
  public interface FrameSink {
    void frame(ReceivedFrame frame, byte[] firstPacket);

    /// @param speculative said before the next frame began
    void lost(int frame, boolean speculative);

    void fec(FecStatus report);
  }

  /// Takes one datagram, already decrypted; *borrows* the bytes.
  public void packet(byte[] datagram, int offset, int length, long nanos) {
    if (length != packetSize + VideoPacket.RTP
        || !VideoPacket.plausible(datagram, offset, length)
        || VideoPacket.frameIndex(datagram, offset) - currentFrame > MOST_FRAMES_AHEAD) {
      malformed();
      return;
    }
    int sequence = (datagram[offset + 2] & 0xff) << 8 | datagram[offset + 3] & 0xff;
    int frame = le32(datagram, offset + 20);
    int blockBits = datagram[offset + 27] & 0xff;
    int fecInfo = le32(datagram, offset + 28);
    numbers.arrived(sequence);
    if ((short) (sequence - nextSequence) < 0
        || frame - currentFrame < 0
        || frame == currentFrame && (blockBits >> 4 & 3) < currentBlock) {
      counters.packetsLate.incrementAndGet();
      return;
    }
    if (frame == currentFrame && lastBlock != UNKNOWN && lastBlock != blockBits >> 6) {
      malformed();
      return;
    }
    if (!active || frame != block.frame || (blockBits >> 4 & 3) != block.number) {
      if (!enter(frame, blockBits, fecInfo, sequence, nanos)) {
        return;
      }
    }
    int index = fecInfo >> 12 & 0x3ff;
    if ((sequence - block.lowestSequence & 0xffff) != index || !block.agrees(blockBits, fecInfo)) {
      malformed();
      return;
    }
    if (index < block.highestIndex) {
      unordered = true;
      unorderedNanos = nanos;
    }
    if (block.add(index, Arrays.copyOfRange(datagram, offset, offset + length))) {
      judge(nanos);
    }
  }

  private void judge(long nanos) {
    if (block.complete()) {
      finishBlock(nanos);
      return;
    }
    boolean trustOrder = !unordered || nanos - unorderedNanos > ORDER_TRUST_NANOS;
    if (trustOrder && !reportedLost && block.missing() > block.parityPackets) {
      lose(block.frame, true);
    }
  }

  /// Moves on to another block.
  ///
  /// @return false: the packet is of no use
  private boolean enter(int frame, int blockBits, int fecInfo, int sequence, long nanos) {
    int number = blockBits >> 4 & 3;
    if (active) {
      sink.fec(block.report());
    }
    boolean unfinished = active || !staged.isEmpty();
    active = false;
    if (frame != currentFrame) {
      if (unfinished && !reportedLost) {
        lose(currentFrame, false);
      }
      begin(frame);
    }
    if (number != currentBlock) {
      // A block of this frame is missing for good, so the whole frame is.
      if (!reportedLost) {
        lose(frame, false);
      }
      begin(frame + 1);
      return false;
    }
    block.begin(frame, blockBits, fecInfo, sequence);
    lastBlock = block.last;
    if (number == 0) {
      firstNanos = nanos;
    }
    nextSequence = block.lowestSequence;
    active = true;
    return true;
  }

  private void begin(int frame) {
    currentFrame = frame;
    currentBlock = 0;
    lastBlock = UNKNOWN;
    recovered = 0;
    reportedLost = false;
    staged.clear();
  }

  private void malformed() {
    counters.packetsMalformed.incrementAndGet();
  }

  private void lose(int frame, boolean speculative) {
    reportedLost = true;
    sink.lost(frame, speculative);
  }

  private void finishBlock(long nanos) {
    FecStatus report = block.receivedData < block.dataPackets ? block.report() : null;
    recovered += block.repair(packetSize + 16);
    if (report != null) {
      sink.fec(report);
    }
    active = false;
    nextSequence = block.lowestSequence + block.dataPackets + block.parityPackets & 0xffff;
    if (!wellFormed()) {
      malformed();
      lose(block.frame, false);
      begin(block.frame + 1);
      return;
    }
    for (int i = 0; i < block.dataPackets; i++) {
      staged.add(block.shards[i]);
    }
    if (block.number < block.last) {
      currentBlock++;
      return;
    }
    deliver(nanos);
    begin(block.frame + 1);
  }

  // Flags and packet indices also come out of the parity, so this checks the repair as well.
  private boolean wellFormed() {
    int k = block.dataPackets;
    for (int i = 0; i < k; i++) {
      int expected = 1 | (i == 0 ? 4 : 0) | (i == k - 1 ? 2 : 0);
      int step = le32(block.shards[i], 16) - le32(block.shards[0], 16);
      if (block.shards[i][24] != expected || step != i << 8) {
        return false;
      }
    }
    return true;
  }

  private void deliver(long nanos) {
    byte[] first = staged.getFirst();
    int payload = packetSize - 16;
    int lastLength = (first[HEADER + 4] & 0xff) | (first[HEADER + 5] & 0xff) << 8;
    int least = staged.size() == 1 ? 9 : 1;
    if (first[HEADER] != 1 || lastLength < least || lastLength > payload) {
      malformed();
      lose(block.frame, false);
      return;
    }
    byte[] bytes = new byte[(staged.size() - 1) * payload + lastLength - 8];
    int at = 0;
    for (int i = 0; i < staged.size(); i++) {
      int skip = i == 0 ? 8 : 0;
      int end = i == staged.size() - 1 ? lastLength : payload;
      System.arraycopy(staged.get(i), HEADER + skip, bytes, at, end - skip);
      at += end - skip;
    }
    int latency = (first[HEADER + 1] & 0xff) | (first[HEADER + 2] & 0xff) << 8;
    var frame =
        new ReceivedFrame(
            block.frame, bytes, first[HEADER + 3], latency, firstNanos, nanos, recovered);
    sink.frame(frame, first);
  }

  private static int le32(byte[] b, int at) {
    return (b[at] & 0xff)
        | (b[at + 1] & 0xff) << 8
        | (b[at + 2] & 0xff) << 16
        | (b[at + 3] & 0xff) << 24;
  }
}
