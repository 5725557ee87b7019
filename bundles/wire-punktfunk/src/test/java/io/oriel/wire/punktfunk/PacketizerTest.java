package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.LeopardFec;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketizerTest {
  private static final StreamParameters SMALL =
      new StreamParameters(
          Generation.V1, 512, 1024, FecScheme.GF16, 20, 10, 8 << 20, 1_000_000_000L);

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void data_of_all_blocks_leaves_before_parity_of_all_blocks() {
    var stream = Stream.plain(SMALL);
    byte[] unit = Stream.random(random, 23 * 512 - 100);

    List<byte[]> packets = stream.packets(unit, 7, 99, FrameFlags.PICTURE | FrameFlags.KEY);

    assertThat(packets).hasSize(23 + 2 + 2 + 2);
    int[] blocks = {0, 1, 2};
    int position = 0;
    for (int part = 0; part < 2; part++) {
      for (int block : blocks) {
        int data = block == 2 ? 3 : 10;
        for (int i = 0; i < (part == 0 ? data : 2); i++) {
          byte[] p = packets.get(position);
          assertThat(PacketV1.sequence(p, 0)).isEqualTo(position);
          assertThat(PacketV1.counter(p, 0)).isEqualTo(position);
          assertThat(PacketV1.ptsNanos(p, 0)).isEqualTo(99);
          assertThat(PacketV1.frame(p, 0)).isEqualTo(7);
          assertThat(PacketV1.frameBytes(p, 0)).isEqualTo(unit.length);
          assertThat(PacketV1.userFlags(p, 0)).isEqualTo(5);
          assertThat(PacketV1.block(p, 0)).isEqualTo(block);
          assertThat(PacketV1.blockCount(p, 0)).isEqualTo(3);
          assertThat(PacketV1.data(p, 0)).isEqualTo(data);
          assertThat(PacketV1.parity(p, 0)).isEqualTo(2);
          assertThat(PacketV1.index(p, 0)).isEqualTo(part * data + i);
          assertThat(PacketV1.shardBytes(p, 0)).isEqualTo(512);
          int flags = position == 0 ? 5 : position == 28 ? 3 : 1;
          assertThat(PacketV1.headFlags(p, 0)).isEqualTo(flags);
          if (part == 0) {
            int from = 512 * (10 * block + i);
            byte[] shard = Arrays.copyOfRange(unit, from, from + 512); // padded with zeros
            assertThat(Arrays.copyOfRange(p, 48, p.length)).isEqualTo(shard);
          }
          position++;
        }
      }
    }
  }

  @Test
  void v2_headers_say_where_a_block_stands_and_how_the_frame_ends() {
    var v2 =
        new StreamParameters(
            Generation.V2, 512, 512, FecScheme.GF16, 0, 10, 8 << 20, 1_000_000_000L);
    var stream = Stream.plain(v2);
    stream.packetizer.epoch(4);

    var packets = stream.packets(new byte[12 * 512 - 5], 9, 1_000_077_000L, FrameFlags.PICTURE);

    assertThat(packets).hasSize(12);
    for (int i = 0; i < 12; i++) {
      byte[] p = packets.get(i);
      assertThat(PacketV2.stream(p, 0)).isZero();
      assertThat(PacketV2.sequence(p, 0)).isEqualTo(i);
      assertThat(PacketV2.epoch(p, 0)).isEqualTo(4);
      assertThat(PacketV2.userFlags(p, 0)).isEqualTo(1);
      assertThat(PacketV2.lastBlock(p, 0)).isEqualTo(i >= 10);
      assertThat(PacketV2.frame(p, 0)).isEqualTo(9);
      assertThat(PacketV2.ptsMicros(p, 0)).isEqualTo(77);
      assertThat(PacketV2.block(p, 0)).isEqualTo(i / 10);
      assertThat(PacketV2.base(p, 0)).isEqualTo(i / 10 * 10);
      assertThat(PacketV2.index(p, 0)).isEqualTo(i % 10);
      assertThat(PacketV2.data(p, 0)).isEqualTo(i < 10 ? 10 : 2);
      assertThat(PacketV2.parity(p, 0)).isZero();
      assertThat(PacketV2.padding(p, 0)).isEqualTo(i < 10 ? 0 : 5);
    }
  }

  @Test
  void an_empty_frame_is_one_shard_of_zeros() {
    var stream = Stream.plain(SMALL);

    var packets = stream.packets(new byte[0], 1);

    assertThat(packets).hasSize(3);
    assertThat(packets.getFirst()).endsWith(new byte[512]);
  }

  @Test
  void a_raised_share_of_parity_stays_within_what_was_agreed() {
    var stream = Stream.plain(SMALL);
    stream.packetizer.percent(90);

    stream.packets(new byte[512 * 10], 1);
    assertThat(stream.packetizer.parity()).isEqualTo(2); // a full block: 10 + 2
    stream.packets(new byte[512 * 5], 2);
    assertThat(stream.packetizer.parity()).isEqualTo(5); // ceil(4.5)
    stream.packetizer.percent(0);
    stream.packets(new byte[512 * 5], 3);
    assertThat(stream.packetizer.parity()).isZero();
  }

  @Test
  void a_small_field_gets_as_much_parity_as_it_can_hold() {
    var gf8 = SMALL.withFec(FecScheme.GF8, 200);
    var stream = Stream.plain(gf8);

    stream.packetizer.percent(90);
    stream.packets(new byte[512 * 190], 1);

    assertThat(stream.packetizer.parity()).isEqualTo(50);
    stream.receive(stream.packets(new byte[512 * 190], 2).subList(50, 240));
    assertThat(stream.frames).hasSize(1);
  }

  @Test
  void a_frame_larger_than_agreed_is_not_built() {
    var stream = Stream.plain(SMALL);

    assertThat(stream.packets(new byte[(8 << 20) + 1], 1)).isEmpty();
    assertThat(stream.packets(new byte[8 << 20], 1)).isNotEmpty();
  }

  @Test
  void the_shard_size_changes_with_the_next_frame() {
    var stream = Stream.plain(SMALL);
    byte[] unit = Stream.random(random, 3000);

    stream.receive(stream.packets(unit, 1));
    stream.packetizer.shardBytes(1024);
    stream.receive(stream.packets(unit, 2));

    assertThat(stream.frames).extracting(Stream.Frame::bytes).containsExactly(unit, unit);
    assertThatThrownBy(() -> stream.packetizer.shardBytes(1026))
        .hasMessageContaining("1026")
        .hasMessageContaining("1024");
  }

  @Test
  void sealed_datagrams_lie_back_to_back_in_the_order_of_sending() {
    var packetizer = new Packetizer(SMALL, Stream.keys(Generation.V1));
    byte[] unit = new byte[25 * 512];

    int count = packetizer.build(MemorySegment.ofArray(unit), unit.length, 1, 0, 1);
    packetizer.prepare(count);

    assertThat(packetizer.datagramBytes()).isEqualTo(512 + 64);
    for (int i = 0; i < count; i++) {
      assertThat(packetizer.offset(i)).isEqualTo(i * 576);
      assertThat(PacketV1.sequence(packetizer.bytes(), i * 576)).isEqualTo(i);
    }
  }

  /// A number used twice would give the key away.
  @Test
  void sequence_numbers_never_go_back() {
    var stream = Stream.sealed(StreamParameters.of(Generation.V1, 1408, 1 << 20));
    stream.packetizer.sequence(40);
    int packets = stream.packets(new byte[5000], 1).size();

    assertThatThrownBy(() -> stream.packetizer.sequence(40 + packets - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("go on from " + (40 + packets));
    assertThatThrownBy(() -> stream.packetizer.sequence(-1))
        .isInstanceOf(IllegalArgumentException.class);
    stream.packetizer.sequence(40 + packets);
  }

  @Test
  void keys_of_the_other_generation_are_refused() {
    var keys = Stream.keys(Generation.V2);

    assertThatThrownBy(() -> new Packetizer(SMALL, keys)).hasMessageContaining("V2");
    assertThatThrownBy(() -> new Reassembler(SMALL, keys, _ -> {})).hasMessageContaining("V2");
  }

  @Test
  void a_secret_has_one_sender() {
    var keys = Stream.keys(Generation.V1);

    try (var first = new Packetizer(StreamParameters.of(Generation.V1, 1024, 1 << 20), keys)) {
      assertThatThrownBy(
              () -> new Packetizer(StreamParameters.of(Generation.V1, 1024, 1 << 20), keys))
          .hasMessageContaining("new secret");
      assertThat(first.count()).isZero();
    }
  }

  @Test
  void nothing_is_allocated_for_a_packet() throws Exception {
    LeopardFec.prepare();
    for (Generation generation : Generation.values()) {
      var p = StreamParameters.of(generation, 1408, 8 << 20).withPercent(20);
      var packetizer = new Packetizer(p);
      var unit = MemorySegment.ofArray(Stream.random(random, 100_000));
      int[] frame = {0};

      long least =
          ThreadAllocation.least(
              300,
              100, // some bytes for 86 packets: none of them is per packet
              () -> {
                int count = packetizer.build(unit, 100_000, frame[0]++, frame[0] * 1000L, 1);
                packetizer.prepare(count);
              });

      assertThat(least).isLessThanOrEqualTo(100);
    }
  }
}
