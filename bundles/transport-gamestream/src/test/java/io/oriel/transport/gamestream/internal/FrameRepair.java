package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.wire.CauchyFec;
import io.oriel.wire.gamestream.video.FecLayout;
import io.oriel.wire.gamestream.video.VideoOpener;
import io.oriel.wire.gamestream.video.VideoPacket;
import java.util.Arrays;

/// Reads frames as a client does that lost much of them.
final class FrameRepair {
  private FrameRepair() {}

  /// Reads the first encrypted frame, throws away as much as parity can repair, and repairs it.
  static byte[] next(TestClient client, int type) throws Exception {
    var opener = new VideoOpener(client.key);
    int shard = 1360 + VideoPacket.RTP;
    byte[] all = null;
    int k = 0;
    int m = 0;
    for (int i = 0; all == null || i < k + m; i++) {
      byte[] d = TestClient.receive(client.video);
      assertThat(d).hasSize(shard + VideoPacket.SEAL_PREFIX);
      assertThat(opener.open(d, 0, d.length)).isTrue();
      int at = VideoPacket.SEAL_PREFIX;
      assertThat(VideoPacket.sequence(d, at)).isEqualTo(i);
      if (all == null) {
        k = VideoPacket.data(d, at);
        m = FecLayout.parity(k, VideoPacket.percent(d, at));
        all = new byte[(k + m) * shard];
      }
      assertThat(VideoPacket.frameIndex(d, at)).isEqualTo(1);
      System.arraycopy(d, at, all, i * shard, shard);
    }
    boolean[] present = new boolean[k + m];
    Arrays.fill(present, m, k + m, true);
    Arrays.fill(all, 0, m * shard, (byte) 0);
    assertThat(CauchyFec.recover(all, 0, shard, shard, k, m, present)).isTrue();
    byte[] stream = new byte[k * (shard - VideoPacket.HEAD)];
    for (int i = 0; i < k; i++) {
      System.arraycopy(
          all,
          i * shard + VideoPacket.HEAD,
          stream,
          i * (shard - VideoPacket.HEAD),
          shard - VideoPacket.HEAD);
    }
    assertThat(stream[0]).isEqualTo((byte) 1);
    assertThat(stream[3]).isEqualTo((byte) type);
    int last = stream[4] & 0xff | (stream[5] & 0xff) << 8;
    int length = (k - 1) * (shard - VideoPacket.HEAD) + last;
    return Arrays.copyOfRange(stream, VideoPacket.FRAME_HEAD, length);
  }
}
