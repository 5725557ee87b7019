package io.oriel.client.gamestream.internal.media;

import io.oriel.wire.gamestream.control.FecStatus;
import java.util.Arrays;

/// The packets of one FEC block as they come in (GameStream protocol notes §3.2, §3.5).
///
/// Receive thread only; reused for every block.
final class FecBlock {
  int frame;
  int number;
  int last;
  int lowestSequence;
  int dataPackets;
  int parityPackets;
  int percentage;
  int receivedData;
  int receivedParity;
  int highestIndex;
  byte[][] shards = new byte[256][];

  /// Takes the header of the first packet seen of this block, a plausible one.
  void begin(int frameIndex, int blockBits, int fecInfo, int sequence) {
    frame = frameIndex;
    number = blockBits >> 4 & 3;
    last = blockBits >> 6 & 3;
    dataPackets = fecInfo >>> 22;
    percentage = fecInfo >> 4 & 0xff;
    parityPackets = (dataPackets * percentage + 99) / 100;
    lowestSequence = sequence - (fecInfo >> 12 & 0x3ff) & 0xffff;
    receivedData = 0;
    receivedParity = 0;
    highestIndex = -1;
    int all = dataPackets + parityPackets;
    if (shards.length < all) {
      shards = new byte[all][];
    }
    Arrays.fill(shards, null);
  }

  /// Whether another packet of this block says what its first one said.
  boolean agrees(int blockBits, int fecInfo) {
    return (blockBits >> 6 & 3) == last
        && fecInfo >>> 22 == dataPackets
        && (fecInfo >> 4 & 0xff) == percentage;
  }

  /// @param index less than data and parity packets together
  /// @return false: the packet is there already
  boolean add(int index, byte[] shard) {
    if (shards[index] != null) {
      return false;
    }
    shards[index] = shard;
    if (index < dataPackets) {
      receivedData++;
    } else {
      receivedParity++;
    }
    highestIndex = Math.max(highestIndex, index);
    return true;
  }

  boolean complete() {
    return receivedData + receivedParity >= dataPackets;
  }

  /// Packets that did not come although a later one did.
  int missing() {
    return highestIndex + 1 - receivedData - receivedParity;
  }

  /// Fills in what is missing.
  ///
  /// @return how many data packets came out of the parity
  int repair(int length) {
    int lost = dataPackets - receivedData;
    if (lost > 0) {
      CauchyRecovery.recover(shards, dataPackets, parityPackets, length);
    }
    return lost;
  }

  FecStatus report() {
    int contiguous = 0;
    while (contiguous < dataPackets + parityPackets && shards[contiguous] != null) {
      contiguous++;
    }
    return new FecStatus(
        frame,
        lowestSequence + highestIndex & 0xffff,
        lowestSequence + contiguous & 0xffff,
        missing(),
        dataPackets,
        parityPackets,
        receivedData,
        receivedParity,
        percentage,
        number,
        last + 1);
  }
}
