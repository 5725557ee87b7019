package io.oriel.wire.gamestream.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VideoFuzzTest {
  private static final byte[] KEY = new byte[16];

  @Test
  void damaged_datagrams_do_not_open() {
    byte[][] good = datagrams(KEY);
    var opener = new VideoOpener(KEY);

    FuzzBudget.run(
        random -> {
          byte[] sent = good[random.nextInt(good.length)];
          byte[] b = Arrays.copyOf(sent, random.nextInt(4) > 0 ? sent.length : random.nextInt(200));
          FuzzBudget.damage(random, b, 0, b.length);
          // the frame's number stands in clear and is not authenticated
          boolean same = b.length == sent.length;
          for (int i = 0; same && i < b.length; i++) {
            same = b[i] == sent[i] || i >= 12 && i < 16;
          }
          assertThat(opener.open(b, 0, b.length)).isEqualTo(same);
        });
  }

  @Test
  void what_is_plausible_lies_within_the_limits_of_a_frame() {
    byte[][] good = datagrams(null);

    FuzzBudget.run(
        random -> {
          byte[] sent = good[random.nextInt(good.length)];
          byte[] b = Arrays.copyOf(sent, random.nextInt(4) > 0 ? sent.length : random.nextInt(200));
          FuzzBudget.damage(random, b, 0, Math.min(b.length, VideoPacket.HEAD));
          if (VideoPacket.plausible(b, 0, b.length)) {
            int data = VideoPacket.data(b, 0);
            int parity = FecLayout.parity(data, VideoPacket.percent(b, 0));
            assertThat(data).isBetween(1, FecLayout.MAX_DATA);
            assertThat(data + parity)
                .isLessThanOrEqualTo(parity > 0 ? FecLayout.MAX_SHARDS : FecLayout.MAX_DATA);
            assertThat(VideoPacket.index(b, 0)).isLessThan(data + parity);
            assertThat(VideoPacket.block(b, 0)).isLessThanOrEqualTo(VideoPacket.lastBlock(b, 0));
          }
        });
  }

  private static byte[][] datagrams(byte[] key) {
    var packetizer = new VideoPacketizer(64, 20, 2, key);
    byte[] bits = new byte[500];
    int n = packetizer.build(MemorySegment.ofArray(bits), bits.length, 1, 2, 9, 0, false);
    packetizer.seal();
    byte[][] datagrams = new byte[n][];
    for (int i = 0; i < n; i++) {
      int at = i * packetizer.datagramBytes();
      datagrams[i] = Arrays.copyOfRange(packetizer.bytes(), at, at + packetizer.datagramBytes());
    }
    return datagrams;
  }
}
