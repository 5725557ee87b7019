package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Datagrams of an authenticated peer that says what is not true.
class LyingHeadersTest {
  private static final int CAP = 1 << 20;

  private final StreamParameters v1 = parameters(Generation.V1);
  private final StreamParameters v2 = parameters(Generation.V2);
  private long sequence;

  private static StreamParameters parameters(Generation generation) {
    return new StreamParameters(generation, 512, 1024, FecScheme.GF16, 20, 64, CAP, 0);
  }

  private byte[] v1(int frame, int bytes, int flags, int block, int blocks, int k, int m, int i) {
    byte[] b = new byte[48 + 512];
    PacketV1.write(b, 0, sequence++, 0, frame, 0, bytes, flags, block, blocks, k, m, i, 512, 1, 1);
    return b;
  }

  private byte[] v2(int frame, boolean last, int block, int base, int k, int m, int i, int pad) {
    byte[] b = new byte[30 + 512];
    PacketV2.write(b, 0, 0, sequence++, 0, 1, last, frame, 0, block, base, i, k, m, pad);
    return b;
  }

  private static void refused(StreamParameters p, Rejection why, byte[]... packets) {
    var stream = Stream.plain(p);
    for (byte[] packet : packets) {
      stream.receive(packet);
    }
    assertThat(stream.rejected(why)).isEqualTo(1);
    assertThat(stream.statistics().rejectedTotal()).isEqualTo(1);
    assertThat(stream.frames).isEmpty();
  }

  @Test
  void v1_counts_that_contradict_the_size_are_refused() {
    refused(v1, Rejection.GEOMETRY, v1(1, 5000, 1, 0, 1, 9, 2, 0)); // 5000 bytes are 10 shards
    refused(v1, Rejection.GEOMETRY, v1(1, 5000, 1, 0, 2, 10, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 5000, 1, 1, 2, 10, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 5000, 1, 65_535, 1, 10, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 5000, 1, 0, 1, 10, 2, 12));
    refused(v1, Rejection.GEOMETRY, v1(1, 5000, 1, 0, 1, 10, 200, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 0, 1, 0, 1, 0, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 512 * 65, 1, 0, 1, 65, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 0, 1, 0, 0, 63, 2, 0)); // ahead: full blocks only
    refused(v1, Rejection.GEOMETRY, v1(1, 100, FrameFlags.SLICE_STREAM, 1, 0, 16, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 0, FrameFlags.SLICE_STREAM, 1, 0, 16, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 512 * 16, FrameFlags.SLICE_STREAM, 1, 0, 15, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 512 * 16, FrameFlags.SLICE_STREAM, 2, 0, 16, 2, 0));
    refused(v1, Rejection.GEOMETRY, v1(1, 512, FrameFlags.SLICE_STREAM, 0, 1, 2, 2, 0));
  }

  @Test
  void frames_larger_than_agreed_are_refused() {
    refused(v1, Rejection.TOO_LARGE, v1(1, CAP + 1, 1, 0, 33, 64, 2, 0));
    refused(v1, Rejection.TOO_LARGE, v1(1, -1, 1, 0, 33, 64, 2, 0));
    refused(v1, Rejection.TOO_LARGE, v1(1, 0, 1, 65_535, 0, 64, 2, 0));
    refused(v2, Rejection.TOO_LARGE, v2(1, false, 1, CAP / 512, 16, 2, 0, 0));
    refused(v2, Rejection.TOO_LARGE, v2(1, true, 1, -1, 16, 2, 0, 0));
    refused(v2, Rejection.TOO_LARGE, v2(1, true, 1, Integer.MAX_VALUE, 16, 2, 0, 0));
  }

  @Test
  void v2_counts_that_cannot_be_are_refused() {
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 0, 0, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 0, 65, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 0, 10, 65_535, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 0, 10, 2, 12, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 16, 10, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 1, 0, 10, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, false, 0, 0, 15, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 5, 70, 10, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 65_535, 70, 10, 2, 0, 0));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 0, 10, 2, 0, 513));
    refused(v2, Rejection.GEOMETRY, v2(1, true, 0, 0, 10, 2, 0, 512));
  }

  @Test
  void what_contradicts_an_earlier_packet_is_refused() {
    byte[] first = v1(1, 5000, 1, 0, 1, 10, 2, 0);
    refused(v1, Rejection.CONFLICT, first, v1(1, 5001, 1, 0, 1, 10, 2, 1));
    refused(v1, Rejection.CONFLICT, first, v1(1, 5000, 1, 0, 1, 10, 3, 1));
    refused(v1, Rejection.CONFLICT, first, v1(1, 5000, 5, 0, 1, 10, 2, 1));
    byte[] later = v1(1, 5000, 1, 0, 1, 10, 2, 1);
    later[8] = 1; // pts
    refused(v1, Rejection.CONFLICT, first, later);
    byte[] larger = Arrays.copyOf(v1(1, 5000, 1, 0, 1, 5, 2, 1), 48 + 1024);
    Le.u16(larger, 42, 1024);
    refused(v1, Rejection.CONFLICT, first, larger);

    byte[] ahead = v2(1, false, 1, 20, 16, 2, 0, 0);
    refused(v2, Rejection.CONFLICT, ahead, v2(1, false, 0, 0, 19, 2, 0, 0));
    refused(v2, Rejection.CONFLICT, ahead, v2(1, false, 2, 37, 19, 2, 0, 0));
    refused(v2, Rejection.CONFLICT, ahead, v2(1, false, 1, 20, 17, 2, 0, 0));
    refused(v2, Rejection.CONFLICT, ahead, v2(1, true, 0, 0, 10, 2, 0, 0));
    byte[] end = v2(1, true, 1, 20, 16, 2, 0, 0);
    refused(v2, Rejection.CONFLICT, end, v2(1, true, 1, 20, 16, 2, 1, 7));
    refused(v2, Rejection.CONFLICT, end, v2(1, false, 1, 20, 16, 2, 1, 0));
    refused(v2, Rejection.CONFLICT, end, v2(1, false, 2, 36, 16, 2, 1, 0));
  }

  @Test
  void shards_of_other_sizes_are_refused() {
    refused(v1, Rejection.SHARD_SIZE, Arrays.copyOf(v1(1, 5000, 1, 0, 1, 10, 2, 0), 48 + 514));
    refused(v2, Rejection.SHARD_SIZE, Arrays.copyOf(v2(1, true, 0, 0, 10, 2, 0, 0), 30 + 510));
    refused(v2, Rejection.SHARD_SIZE, Arrays.copyOf(v2(1, true, 0, 0, 10, 2, 0, 0), 30 + 513));
    refused(v2, Rejection.OVERSIZED, Arrays.copyOf(v2(1, true, 0, 0, 10, 2, 0, 0), 30 + 1025));
    refused(v2, Rejection.TRUNCATED, Arrays.copyOf(v2(1, true, 0, 0, 10, 2, 0, 0), 30));
    refused(v1, Rejection.TRUNCATED, new byte[0]);
  }

  @Test
  void what_is_no_media_packet_is_refused() {
    byte[] other = v2(1, true, 0, 0, 10, 2, 0, 0);
    other[0] = 2;
    refused(v2, Rejection.NOT_MEDIA, other);
    other[0] = 0x40; // QUIC's
    refused(v2, Rejection.NOT_MEDIA, other);
    byte[] magic = v1(1, 5000, 1, 0, 1, 10, 2, 0);
    magic[44] = 0;
    refused(v1, Rejection.NOT_MEDIA, magic);
  }

  @Test
  void forged_datagrams_change_nothing() {
    for (StreamParameters p : new StreamParameters[] {v1, v2}) {
      var stream = Stream.sealed(p);
      var packets = stream.packets(new byte[5000], 1);
      for (byte[] packet : packets) {
        byte[] forged = packet.clone();
        forged[forged.length - 1] ^= 1;
        stream.receive(forged);
      }
      assertThat(stream.rejected(Rejection.FORGED)).isEqualTo(packets.size());

      stream.receive(packets);

      assertThat(stream.frames).hasSize(1);
      assertThat(stream.statistics().duplicates()).isZero();
    }
  }

  @Test
  void a_number_that_would_skip_a_key_is_not_even_tried() {
    var stream = Stream.sealed(v2);
    byte[] packet = stream.packets(new byte[500], 1).getFirst();
    Le.u32(packet, 1, 3 << KeysV2.KEY_SHIFT);

    stream.receive(packet);

    assertThat(stream.rejected(Rejection.TOO_FAR)).isEqualTo(1);
  }

  @Test
  void a_frame_number_that_would_make_all_others_old_is_refused() {
    var stream = Stream.plain(v2);
    stream.receive(stream.packets(new byte[500], 1));
    stream.receive(stream.packets(new byte[500], 1_000_000));

    assertThat(stream.rejected(Rejection.TOO_FAR)).isEqualTo(3);
    stream.receive(stream.packets(new byte[500], 2));
    assertThat(stream.frames).extracting(Stream.Frame::index).containsExactly(1, 2);
  }

  @Test
  void memory_stays_within_four_frames_whatever_is_begun() {
    var random = new SplittableRandom(5);
    for (StreamParameters p : new StreamParameters[] {v1, v2}) {
      sequence = 0;
      var stream = Stream.plain(p);
      for (int i = 0; i < 20_000; i++) {
        int frame = i / 8;
        int block = random.nextInt(32);
        byte[] packet =
            p == v1
                ? v1(frame, CAP, 1, block, 32, 64, 58, random.nextInt(122))
                : v2(frame, block == 31, block, block * 64, 64, 58, random.nextInt(122), 0);
        stream.receive(packet);
        assertThat(stream.reassembler.bytesHeld()).isLessThanOrEqualTo(4L * CAP);
      }
      assertThat(stream.reassembler.framesInFlight()).isLessThanOrEqualTo(64);
      assertThat(stream.statistics().rejectedTotal()).isZero();

      stream.packetizer.sequence(sequence);
      stream.receive(stream.packets(new byte[CAP], 5000));
      assertThat(stream.frames).hasSize(1);
    }
  }

  @Test
  void blocks_sent_ahead_of_their_frame_make_it_up() {
    byte[] unit = Stream.random(new SplittableRandom(9), 512 * 84 - 40);
    var whole = Stream.plain(v1);
    for (int i = 0; i < 84; i++) { // one block of 64 before the size is known, one of 20 after
      byte[] p = i < 64 ? v1(1, 0, 1, 0, 0, 64, 2, i) : v1(1, unit.length, 1, 1, 2, 20, 2, i - 64);
      System.arraycopy(unit, i * 512, p, 48, Math.min(512, unit.length - i * 512));
      whole.receive(p);
    }
    int flags = FrameFlags.SLICE_STREAM;
    var cut = Stream.plain(v1);
    var cut2 = Stream.plain(v2);
    for (int i = 83; i >= 0; i--) { // cut after 20 and 50 shards
      int block = i < 20 ? 0 : i < 50 ? 1 : 2;
      int base = block == 0 ? 0 : block == 1 ? 20 : 50;
      int k = block == 0 ? 20 : block == 1 ? 30 : 34;
      int tells = block == 2 ? unit.length : base * 512;
      byte[] p = v1(1, tells, flags, block, block == 2 ? 3 : 0, k, 2, i - base);
      System.arraycopy(unit, i * 512, p, 48, Math.min(512, unit.length - i * 512));
      cut.receive(p);
      byte[] q = v2(1, block == 2, block, base, k, 2, i - base, block == 2 ? 40 : 0);
      System.arraycopy(unit, i * 512, q, 30, Math.min(512, unit.length - i * 512));
      cut2.receive(q);
    }

    for (Stream stream : new Stream[] {whole, cut, cut2}) {
      assertThat(stream.statistics().rejectedTotal()).isZero();
      assertThat(stream.frames).hasSize(1);
      assertThat(stream.frames.getFirst().bytes()).isEqualTo(unit);
    }
  }
}
