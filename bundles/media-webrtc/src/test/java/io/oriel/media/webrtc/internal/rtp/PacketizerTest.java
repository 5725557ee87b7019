package io.oriel.media.webrtc.internal.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketizerTest {
  /// Collects payloads.
  private static final class Payloads implements FrameWriter {
    final List<byte[]> all = new ArrayList<>();
    private final byte[] bytes = new byte[4000];
    private final int most;

    Payloads(int most) {
      this.most = most;
    }

    @Override
    public int most() {
      return most;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public int begin() {
      return all.size() == 1024 ? -1 : 7;
    }

    @Override
    public void end(int payloadBytes) {
      assertThat(payloadBytes).isBetween(1, most);
      all.add(Arrays.copyOfRange(bytes, 7, 7 + payloadBytes));
    }
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] unit(int header, int size, Random random) {
    byte[] unit = new byte[size];
    for (int i = 1; i < size; i++) {
      unit[i] = (byte) (1 + random.nextInt(255)); // no start code by chance
    }
    unit[0] = (byte) header;
    return unit;
  }

  private static byte[] code(int zeros) {
    byte[] code = new byte[zeros + 1];
    code[zeros] = 1;
    return code;
  }

  @Test
  void parameter_sets_go_together_and_large_units_in_fragments() {
    var random = new Random(6184);
    byte[] delimiter = {9, 0x10};
    byte[] sps = unit(0x67, 20, random);
    byte[] pps = unit(0x68, 6, random);
    byte[] slice = unit(0x65, 2500, random);
    byte[] small = unit(0x65, 300, random);
    byte[] frame =
        join(code(3), delimiter, code(3), sps, code(2), pps, code(2), slice, code(3), small);
    var to = new Payloads(1000);

    assertThat(new H264Packetizer().pack(frame, frame.length, true, to)).isTrue();

    assertThat(to.all).hasSize(5);
    assertThat(to.all.get(0))
        .isEqualTo(join(new byte[] {0x78, 0, 20}, sps, new byte[] {0, 6}, pps));
    assertThat(to.all.get(1)).startsWith(0x7c, 0x85);
    assertThat(to.all.get(2)).startsWith(0x7c, 0x05);
    assertThat(to.all.get(3)).startsWith(0x7c, 0x45);
    assertThat(to.all.get(4)).isEqualTo(small);
    byte[] joined = new byte[] {0x65};
    for (byte[] part : to.all.subList(1, 4)) {
      joined = join(joined, Arrays.copyOfRange(part, 2, part.length));
    }
    assertThat(joined).isEqualTo(slice);
  }

  @Test
  void a_frame_of_too_many_packets_is_refused() {
    byte[] frame = join(code(3), unit(0x65, 300_000, new Random(1)));

    assertThat(new H264Packetizer().pack(frame, frame.length, true, new Payloads(200))).isFalse();
  }

  private static byte[] obu(int type, byte[] body) {
    int n = body.length;
    byte[] size = n < 128 ? new byte[] {(byte) n} : new byte[] {(byte) (n | 128), (byte) (n >> 7)};
    return join(new byte[] {(byte) (type << 3 | 2)}, size, body);
  }

  /// Puts the OBUs of a frame together again, without sizes.
  private static List<byte[]> obus(List<byte[]> payloads) {
    List<byte[]> all = new ArrayList<>();
    boolean open = false;
    for (byte[] payload : payloads) {
      assertThat((payload[0] & 0x80) != 0).isEqualTo(open);
      int at = 1;
      boolean first = open;
      while (at < payload.length) {
        int n = payload[at] & 0x7f;
        if (payload[at++] < 0) {
          n |= payload[at++] << 7;
        }
        byte[] part = Arrays.copyOfRange(payload, at, at + n);
        at += n;
        if (first) {
          all.set(all.size() - 1, join(all.getLast(), part));
        } else {
          all.add(part);
        }
        first = false;
      }
      assertThat(at).isEqualTo(payload.length);
      open = (payload[0] & 0x40) != 0;
    }
    assertThat(open).isFalse();
    return all;
  }

  @Test
  void obus_are_cut_and_come_back_whole() {
    var random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] sequence = unit(1, 11, random);
      byte[] first = unit(1, 1 + random.nextInt(4000), random);
      byte[] second = unit(1, 1 + random.nextInt(300), random);
      byte[] frame =
          join(
              obu(2, new byte[0]),
              obu(1, sequence),
              obu(6, first),
              obu(15, second),
              obu(6, second));
      var to = new Payloads(50 + random.nextInt(1100));

      assertThat(new Av1Packetizer().pack(frame, frame.length, true, to)).isTrue();

      assertThat(obus(to.all))
          .containsExactly(
              join(new byte[] {1 << 3}, sequence),
              join(new byte[] {6 << 3}, first),
              join(new byte[] {6 << 3}, second));
      assertThat(to.all.getFirst()[0] & 0x08).isNotZero();
      assertThat(to.all.subList(1, to.all.size())).allMatch(p -> (p[0] & 0x08) == 0);
    }
  }

  @Test
  void broken_frames_are_refused_or_sent_but_never_break_anything() {
    var random = new Random(2);
    byte[] good =
        join(obu(2, new byte[0]), obu(1, unit(1, 11, random)), obu(6, unit(1, 3000, random)));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(20)] = (byte) random.nextInt();
      int length = random.nextInt(bad.length + 1);
      new Av1Packetizer().pack(bad, length, true, new Payloads(1160));
      new H264Packetizer().pack(bad, length, true, new Payloads(1160));
    }
  }

  @Test
  void opus_packets_tell_how_long_they_are() {
    assertThat(OpusDuration.samples(0xf4, 0)).isEqualTo(480); // CELT, 10 ms, stereo
    assertThat(OpusDuration.samples(0xfc, 0)).isEqualTo(960); // CELT, 20 ms
    assertThat(OpusDuration.samples(0x18, 0)).isEqualTo(2880); // SILK, 60 ms
    assertThat(OpusDuration.samples(0xe1, 0)).isEqualTo(240); // two of 2.5 ms
    assertThat(OpusDuration.samples(0xf3, 3)).isEqualTo(1440); // three of 10 ms
  }

  @Test
  void packets_that_were_overwritten_are_not_found() {
    var ring = new PacketRing(4);
    byte[] to = new byte[1500];
    for (int n = 0; n < 6; n++) {
      ring.clear(n);
      ring.bytes()[ring.offset(n)] = (byte) n;
      ring.length(n, 10 + n);
      ring.complete(n);
    }

    assertThat(ring.copy(1, to)).isZero();
    assertThat(ring.copy(6, to)).isZero();
    assertThat(ring.copy(5, to)).isEqualTo(15);
    assertThat(to[0]).isEqualTo((byte) 5);
    ring.clear(5);
    assertThat(ring.copy(5, to)).isZero();
  }
}
