package io.oriel.wire.gamestream.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.media.wire.CauchyFec;
import io.oriel.wire.gamestream.Vectors;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VideoVectorsTest {
  private static MemorySegment segment(byte[] bytes) {
    return MemorySegment.ofArray(bytes);
  }

  private static byte[] packet(VideoPacketizer p, int i) {
    return Arrays.copyOfRange(p.bytes(), i * p.datagramBytes(), (i + 1) * p.datagramBytes());
  }

  @Test
  void datagrams_equal_the_recorded_ones() {
    for (var s : Vectors.file("video-packets.json").getAsJsonArray("streams")) {
      JsonObject stream = s.getAsJsonObject();
      byte[] key = stream.get("key").isJsonNull() ? null : Vectors.bytes(stream, "key");
      int size = stream.get("announced_packet_size").getAsInt();
      var packetizer =
          new VideoPacketizer(
              size, stream.get("fec_percent").getAsInt(), stream.get("min_parity").getAsInt(), key);
      for (var f : stream.getAsJsonArray("frames")) {
        JsonObject frame = f.getAsJsonObject();
        byte[] bits = Vectors.bytes(frame, "bitstream");
        int n =
            packetizer.build(
                segment(bits),
                bits.length,
                frame.get("frame_index").getAsInt(),
                frame.get("frame_type").getAsInt(),
                frame.get("rtp_timestamp").getAsInt(),
                frame.get("host_latency_tenths_ms").getAsInt(),
                frame.get("extra_flags").getAsInt() != 0);
        var packets = frame.getAsJsonArray("packets");
        assertThat(n).isEqualTo(packets.size());
        int prefix = key == null ? 0 : VideoPacket.SEAL_PREFIX;
        for (int i = 0; i < n; i++) {
          byte[] p = packet(packetizer, i);
          assertThat(Arrays.copyOfRange(p, prefix, p.length))
              .isEqualTo(Vectors.hex(packets.get(i).getAsString()));
          assertThat(VideoPacket.plausible(p, prefix, p.length - prefix)).isTrue();
        }
        if (key != null) {
          packetizer.seal();
          var opener = new VideoOpener(key);
          for (int i = 0; i < n; i++) {
            byte[] p = packet(packetizer, i);
            assertThat(p)
                .isEqualTo(
                    Vectors.hex(frame.getAsJsonArray("encrypted_packets").get(i).getAsString()));
            assertThat(opener.open(p, 0, p.length)).isTrue();
            assertThat(Arrays.copyOfRange(p, prefix, p.length))
                .isEqualTo(Vectors.hex(packets.get(i).getAsString()));
          }
        }
      }
    }
  }

  private static byte[] big(int length) throws Exception {
    byte[] rule = new byte[4096];
    var sha = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 128; i++) {
      byte[] part = sha.digest(("big/" + i).getBytes(StandardCharsets.US_ASCII));
      System.arraycopy(part, 0, rule, 32 * i, 32);
    }
    for (int i = 0; i < rule.length; i++) {
      rule[i] = rule[i] == 0 ? 1 : rule[i];
    }
    byte[] frame = new byte[length];
    byte[] head = {0, 0, 0, 1, 2, 1};
    System.arraycopy(head, 0, frame, 0, 6);
    for (int i = 6; i < length; i++) {
      frame[i] = rule[(i - 6) % 4096];
    }
    return frame;
  }

  @Test
  void large_frames_equal_the_recorded_hashes() throws Exception {
    for (var e : Vectors.file("video-packets.json").getAsJsonArray("large_frames")) {
      JsonObject v = e.getAsJsonObject();
      var packetizer = new VideoPacketizer(1392, 20, 2, null);
      packetizer.sequence(v.get("first_sequence").getAsInt());
      byte[] frame = big(v.get("frame_length").getAsInt());
      int n =
          packetizer.build(
              segment(frame), frame.length, v.get("frame_index").getAsInt(), 2, 90_000, 0, false);

      if (v.get("packet_count").getAsInt() == (frame.length + 8 + 1375) / 1376) {
        assertThat(n).as("a frame without parity never leaves").isZero();
        continue;
      }
      assertThat(n).isEqualTo(v.get("packet_count").getAsInt());
      // the hosts latency and type stand in the recorded first packet
      byte[] first = packet(packetizer, 0);
      byte[] recorded = Vectors.bytes(v, "first_packet_header");
      assertThat(Arrays.copyOf(first, 32)).isEqualTo(Arrays.copyOf(recorded, 32));
      var sha = MessageDigest.getInstance("SHA-256");
      int latency = recorded[33] & 0xff | (recorded[34] & 0xff) << 8;
      int type = recorded[35];
      packetizer.sequence(v.get("first_sequence").getAsInt());
      packetizer.build(segment(frame), frame.length, 77, type, 90_000, latency, false);
      sha.update(packetizer.bytes(), 0, n * packetizer.datagramBytes());
      assertThat(HexFormat.of().formatHex(sha.digest()))
          .isEqualTo(v.get("sha256_of_all_packets").getAsString());
    }
  }

  @Test
  void any_loss_up_to_the_parity_is_recovered() {
    var random = new Random(1);
    for (int round = 0; round < 20; round++) {
      byte[] bits = new byte[1 + random.nextInt(200_000)];
      random.nextBytes(bits);
      var packetizer = new VideoPacketizer(1024, 20, 2, null);
      int n = packetizer.build(segment(bits), bits.length, 5, 1, 7, 9, false);
      byte[] all = Arrays.copyOf(packetizer.bytes(), n * packetizer.datagramBytes());
      byte[] damaged = all.clone();
      int stride = packetizer.datagramBytes();
      int slot = 0;
      while (slot < n) {
        int at = slot * stride;
        int k = VideoPacket.data(all, at);
        int m = FecLayout.parity(k, VideoPacket.percent(all, at));
        boolean[] present = new boolean[k + m];
        Arrays.fill(present, true);
        for (int lost = 0; lost < m; ) {
          int i = random.nextInt(k + m);
          if (present[i]) {
            present[i] = false;
            Arrays.fill(damaged, at + i * stride, at + (i + 1) * stride, (byte) 0);
            lost++;
          }
        }
        assertThat(CauchyFec.recover(damaged, at, stride, stride, k, m, present)).isTrue();
        for (int i = 0; i < k; i++) {
          int p = at + i * stride;
          assertThat(Arrays.copyOfRange(damaged, p + VideoPacket.HEAD, p + stride))
              .isEqualTo(Arrays.copyOfRange(all, p + VideoPacket.HEAD, p + stride));
          assertThat(VideoPacket.streamIndex(damaged, p)).isEqualTo(slot + i);
        }
        slot += k + m;
      }
    }
  }

  @Test
  void every_frame_size_has_a_layout_that_receivers_agree_with() {
    for (int percent : new int[] {0, 1, 5, 20, 50, 100, 255}) {
      for (int min : new int[] {0, 2, 3}) {
        var layout = new FecLayout(percent, min);
        int most = percent == 0 ? 4 * FecLayout.MAX_DATA : 4 * 252;
        for (int n = 1; n <= most; n++) {
          assertThat(layout.layOut(n)).isTrue();
          int sum = 0;
          for (int b = 0; b < layout.blocks(); b++) {
            int k = layout.data(b);
            int m = layout.parity(b);
            sum += k;
            if (percent > 0 && m < Math.max(1, min)) {
              throw new AssertionError(n + " packets at " + percent + " %: " + k + "+" + m);
            }
            if (k < 1 || layout.percent(b) > 255 || m > 0 && k + m > 255 || k > 1023) {
              throw new AssertionError(n + " packets at " + percent + " %: " + k + "+" + m);
            }
          }
          if (sum != n || layout.blocks() > 4) {
            throw new AssertionError(n + " packets at " + percent + " % in " + layout.blocks());
          }
        }
        assertThat(layout.layOut(most + 1)).isFalse();
      }
    }
  }

  @Test
  void building_frames_allocates_nothing() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    var packetizer = new VideoPacketizer(1392, 20, 2, null);
    MemorySegment bits = segment(new byte[60_000]);
    for (int i = 0; i < 20_000; i++) {
      packetizer.build(bits, 100 + i * 2, i + 1, 1, i, 5, false);
    }
    long each = Long.MAX_VALUE;
    // the JVM may still be compiling: what remains after that counts
    for (int round = 0; round < 30 && each >= 64; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        packetizer.build(bits, 50_000, i + 1, 1, i, 5, false);
      }
      each = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
    }
    assertThat(each).isLessThan(64);
  }
}
