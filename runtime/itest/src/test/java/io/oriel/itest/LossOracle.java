package io.oriel.itest;

import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.StreamListener;
import java.util.HashMap;
import java.util.Map;

/// Counts, from the datagrams alone, which frames parity can repair: those of whose every block as
/// many packets arrived as it has data packets (GameStream protocol notes §3.5, §3.7).
final class LossOracle implements StreamListener {
  private static final int MOST_BLOCKS = 4;

  private final StreamListener next;
  private final Map<Integer, int[]> arrived = new HashMap<>();
  private final Map<Integer, int[]> needed = new HashMap<>();
  private final Map<Integer, Integer> blocks = new HashMap<>();

  LossOracle(StreamListener next) {
    this.next = next;
  }

  @Override
  public synchronized void datagram(byte[] bytes, int length, boolean dropped) {
    int frame = le32(bytes, 20);
    int block = bytes[27] >> 4 & 3;
    needed.computeIfAbsent(frame, _ -> new int[MOST_BLOCKS])[block] = le32(bytes, 28) >>> 22;
    blocks.put(frame, (bytes[27] >> 6 & 3) + 1);
    arrived.computeIfAbsent(frame, _ -> new int[MOST_BLOCKS])[block] += dropped ? 0 : 1;
  }

  @Override
  public void picture(Picture picture) {
    next.picture(picture);
  }

  @Override
  public void ended(int code, String detail) {
    next.ended(code, detail);
  }

  /// Frames of which any datagram was sent.
  synchronized int frames() {
    return needed.size();
  }

  synchronized int repairable() {
    int count = 0;
    for (Map.Entry<Integer, int[]> frame : needed.entrySet()) {
      boolean whole = true;
      for (int b = 0; b < blocks.get(frame.getKey()); b++) {
        int packets = frame.getValue()[b];
        whole &= packets > 0 && arrived.get(frame.getKey())[b] >= packets;
      }
      count += whole ? 1 : 0;
    }
    return count;
  }

  private static int le32(byte[] b, int at) {
    return (b[at] & 0xff)
        | (b[at + 1] & 0xff) << 8
        | (b[at + 2] & 0xff) << 16
        | (b[at + 3] & 0xff) << 24;
  }
}
