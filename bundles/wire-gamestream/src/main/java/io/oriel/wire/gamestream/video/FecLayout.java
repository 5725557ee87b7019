package io.oriel.wire.gamestream.video;

/// How a frame's packets are divided into blocks and how many parity packets each gets (GameStream
/// protocol notes §3.4 and 3.5). Reused; one thread.
public final class FecLayout {
  /// Blocks of a frame, at most.
  public static final int MAX_BLOCKS = 4;

  /// Data packets of a block without parity, at most.
  public static final int MAX_DATA = 1023;

  /// Data and parity packets of a block with parity, at most.
  public static final int MAX_SHARDS = 255;

  private static final int MOST_PERCENT = 255; // that fit into a packet's head

  private int wantedPercent;
  private final int minParity;
  private int packets;
  private int blocks;
  private int perBlock;
  private int percent;

  /// @param percent parity packets per hundred data packets, 0 … 255
  /// @param minParity least parity packets of a block, 0 … 64; without effect if `percent` is 0
  public FecLayout(int percent, int minParity) {
    if (percent < 0 || percent > 255 || minParity < 0 || minParity > 64) {
      throw new IllegalArgumentException(percent + " % and at least " + minParity);
    }
    this.wantedPercent = percent;
    this.minParity = minParity;
  }

  /// Wants another share from the next frame on.
  ///
  /// @param wanted parity packets per hundred data packets, 1 … 255
  void want(int wanted) {
    if (wanted < 1 || wanted > 255 || wantedPercent == 0) {
      throw new IllegalArgumentException(wanted + " % after " + wantedPercent);
    }
    wantedPercent = wanted;
  }

  /// Parity packets as the receiver computes them from the percentage on the wire.
  public static int parity(int data, int percent) {
    return (data * percent + 99) / 100;
  }

  /// Lays out a frame.
  ///
  /// @return `false`: too many packets for a frame that is protected as it has to be
  public boolean layOut(int dataPackets) {
    if (dataPackets < 1 || dataPackets > MAX_BLOCKS * MAX_DATA) {
      return false;
    }
    packets = dataPackets;
    percent = wantedPercent;
    int most = percent == 0 ? MAX_DATA : 100 * MAX_SHARDS / (100 + percent);
    blocks = (dataPackets + most - 1) / most;
    if (blocks > MAX_BLOCKS) {
      // as much parity as four blocks can hold, if any
      blocks = MAX_BLOCKS;
      int largest = (dataPackets + blocks - 1) / blocks;
      percent = largest < MAX_SHARDS ? Math.max(0, 100 * MAX_SHARDS / largest - 100) : 0;
    }
    perBlock = (dataPackets + blocks - 1) / blocks;
    while (!enough() && blocks < MAX_BLOCKS) {
      blocks++; // smaller blocks have room for the least parity
      perBlock = (dataPackets + blocks - 1) / blocks;
    }
    return enough();
  }

  /// Whether the parity asked for is there: all blocks but the last are alike.
  private boolean enough() {
    return wantedPercent == 0 || enough(0) && enough(blocks - 1);
  }

  /// Of few packets no percentage gives more parity than so many.
  private boolean enough(int block) {
    int most = parity(data(block), MOST_PERCENT);
    return parity(block) >= Math.max(1, Math.min(minParity, most));
  }

  /// Blocks of the frame.
  public int blocks() {
    return blocks;
  }

  /// Data packets of a block.
  public int data(int block) {
    return block == blocks - 1 ? packets - block * perBlock : perBlock;
  }

  /// The percentage written into a block's packets.
  public int percent(int block) {
    int data = data(block);
    int parity = parity(data, percent);
    if (wantedPercent == 0 || parity >= minParity) {
      return percent;
    }
    int raised = Math.min(MOST_PERCENT, 100 * minParity / data);
    if (raised < MOST_PERCENT && parity(data, raised) < minParity) {
      raised++; // blocks above 100 packets
    }
    return data + parity(data, raised) <= MAX_SHARDS ? raised : percent;
  }

  /// Parity packets of a block.
  public int parity(int block) {
    return parity(data(block), percent(block));
  }

  /// Whether the wanted share of parity did not fit.
  public boolean reduced() {
    return percent < wantedPercent;
  }

  /// Data and parity packets of all blocks.
  public int total() {
    int sum = packets;
    for (int b = 0; b < blocks; b++) {
      sum += parity(b);
    }
    return sum;
  }

  /// Bytes of payload up to which every frame keeps the wanted parity; parameters as for
  /// [#FecLayout(int, int)].
  public static int protectedBytes(int percent, int minParity, int packetSize) {
    int most = percent == 0 ? MAX_DATA : 100 * MAX_SHARDS / (100 + percent);
    int packets = 1;
    var layout = new FecLayout(percent, minParity);
    while (packets < MAX_BLOCKS * most && layout.layOut(packets + 1)) {
      packets++;
    }
    return packets * (packetSize - 16) - VideoPacket.FRAME_HEAD;
  }
}
