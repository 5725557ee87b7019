package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.LeopardFec;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReassemblerTest {
  private static final int CAP = 1 << 20;

  private final SplittableRandom random = new SplittableRandom(3);

  @BeforeAll
  static void prepare() throws Exception {
    LeopardFec.prepare();
  }

  private static StreamParameters parameters(Generation generation) {
    return StreamParameters.of(generation, 512, CAP).withPercent(20);
  }

  @ParameterizedTest
  @EnumSource
  void frames_of_all_sizes_survive_any_order_and_what_parity_repairs(Generation generation) {
    for (FecScheme scheme : FecScheme.values()) {
      for (int perBlock : new int[] {1, 16, 60, 200}) {
        var p = parameters(generation).withFec(scheme, perBlock);
        var stream = perBlock == 60 ? Stream.sealed(p) : Stream.plain(p);
        int frame = 0;
        for (int size : sizes(perBlock)) {
          byte[] unit = Stream.random(random, size);
          var packets = stream.packets(unit, ++frame);
          drop(stream.parameters, packets, size);
          Collections.shuffle(packets, new Random(frame));

          stream.receive(packets);

          assertThat(stream.frames).hasSize(frame);
          assertThat(stream.frames.getLast().bytes()).isEqualTo(unit);
          assertThat(stream.frames.getLast().index()).isEqualTo(frame);
          assertThat(stream.frames.getLast().ptsNanos()).isEqualTo(16_000_000L * frame);
        }
        assertThat(stream.statistics().rejectedTotal()).isZero();
        assertThat(stream.statistics().unrecoveredFrames()).isZero();
        assertThat(stream.reassembler.framesInFlight()).isZero();
      }
    }
  }

  private static int[] sizes(int perBlock) {
    int b = perBlock * 512;
    return new int[] {0, 1, 511, 512, 513, b - 1, b, b + 1, 3 * b - 512, 3 * b, 3 * b + 700};
  }

  /// Takes as many packets out of every block as its parity can replace.
  private void drop(StreamParameters p, List<byte[]> packets, int size) {
    int shards = Math.max(1, (size + 511) / 512);
    for (int block = (shards - 1) / p.maxDataPerBlock(); block >= 0; block--) {
      int b = block;
      var mine = new ArrayList<>(packets.stream().filter(x -> blockOf(p, x) == b).toList());
      int data = Math.min(p.maxDataPerBlock(), shards - block * p.maxDataPerBlock());
      Collections.shuffle(mine, new Random(random.nextLong()));
      packets.removeAll(mine.subList(data, mine.size()));
    }
  }

  private static int blockOf(StreamParameters p, byte[] packet) {
    byte[] clear = packet.clone();
    if (packet.length > p.generation().shardOffset() + p.shardBytes()) {
      try (var opener = Stream.keys(p.generation()).opener()) {
        long number =
            p.generation() == Generation.V1
                ? PacketV1.sequence(clear, 0)
                : PacketV2.sequence(clear, 0);
        assertThat(opener.open(number, clear, 0, clear.length)).isTrue();
      }
    }
    return p.generation() == Generation.V1 ? PacketV1.block(clear, 0) : PacketV2.block(clear, 0);
  }

  @ParameterizedTest
  @EnumSource
  void one_loss_more_than_parity_repairs_gives_the_frame_up(Generation generation) {
    var stream = Stream.sealed(parameters(generation));
    var packets = stream.packets(Stream.random(random, 5000), 1); // 10 + 2
    stream.receive(packets.subList(0, 5));
    stream.receive(packets.subList(8, 12));
    assertThat(stream.lost).isEmpty();

    for (int f = 2; f < 10; f++) {
      stream.receive(stream.packets(new byte[10], f));
    }

    assertThat(stream.lost).containsExactly(1); // frame 9 is 128 ms newer
    assertThat(stream.frames).hasSize(8);
    assertThat(stream.statistics().unrecoveredFrames()).isEqualTo(1);
    assertThat(stream.statistics().lost()).isEqualTo(3);
    stream.receive(packets.get(6));
    assertThat(stream.statistics().late()).isEqualTo(1);
    assertThat(stream.statistics().lost()).isEqualTo(2);
    assertThat(stream.frames).hasSize(8);
  }

  @Test
  void a_frame_64_numbers_back_is_given_up_whatever_its_time() {
    var stream = Stream.plain(parameters(Generation.V1));
    stream.receive(stream.packets(new byte[2000], 1, 5, 1).subList(0, 1));

    for (int f = 2; f <= 64; f++) {
      stream.receive(stream.packets(new byte[10], f, 5, 1));
    }
    assertThat(stream.lost).isEmpty();
    stream.receive(stream.packets(new byte[10], 65, 5, 1));

    assertThat(stream.lost).containsExactly(1);
  }

  @Test
  void frames_of_which_nothing_came_are_counted() {
    var stream = Stream.plain(parameters(Generation.V2));
    stream.receive(stream.packets(new byte[10], 1));
    stream.receive(stream.packets(new byte[10], 500));
    stream.receive(stream.packets(new byte[10], 564));

    // 2 … 499 and all of 501 … 563 that left the window
    assertThat(stream.statistics().unrecoveredFrames()).isEqualTo(498);
    stream.receive(stream.packets(new byte[10], 600));
    assertThat(stream.statistics().unrecoveredFrames()).isEqualTo(498 + 36);
    assertThat(stream.lost).isEmpty();
  }

  @Test
  void frame_numbers_and_times_wrap() {
    var stream = Stream.plain(parameters(Generation.V2));
    long start = 0xffff_ff00L * 1000;

    for (int i = 0; i < 6; i++) {
      stream.receive(stream.packets(new byte[600], -3 + i, start + i * 200_000L, 1));
    }

    assertThat(stream.frames).extracting(Stream.Frame::index).containsExactly(-3, -2, -1, 0, 1, 2);
    assertThat(stream.frames.get(5).ptsNanos()).isEqualTo(start + 1_000_000);
    assertThat(stream.statistics().unrecoveredFrames()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void a_datagram_counts_once(Generation generation) {
    var stream = Stream.sealed(parameters(generation));
    var packets = stream.packets(new byte[5000], 1);

    for (byte[] packet : packets) {
      stream.receive(packet);
      stream.receive(packet);
    }

    assertThat(stream.frames).hasSize(1);
    assertThat(stream.statistics().received()).isEqualTo(12);
    assertThat(stream.statistics().duplicates()).isEqualTo(12);
    assertThat(stream.statistics().spare()).isEqualTo(2);
  }

  @Test
  void a_shard_that_comes_after_its_repair_is_taken_off_the_loss() {
    var stream = Stream.plain(parameters(Generation.V2));
    var packets = stream.packets(new byte[5000], 1);
    stream.receive(packets.subList(1, 11));
    assertThat(stream.frames.getFirst().recovered()).isEqualTo(1);
    assertThat(stream.statistics().lossPpm()).isEqualTo(90_909);

    stream.receive(packets.get(0));

    assertThat(stream.statistics().recoveredLate()).isEqualTo(1);
    assertThat(stream.statistics().lossPpm()).isZero();
    assertThat(stream.statistics().repairedFrames()).isEqualTo(1);
    assertThat(stream.statistics().since(stream.statistics()).received()).isZero();
  }

  @Test
  void a_frame_is_delivered_before_the_one_that_waits_for_its_shards() {
    var stream = Stream.plain(parameters(Generation.V1));
    var first = stream.packets(new byte[5000], 1);
    stream.receive(first.subList(0, 9));
    stream.receive(stream.packets(new byte[5000], 2));

    stream.receive(first.subList(9, 10));

    assertThat(stream.frames).extracting(Stream.Frame::index).containsExactly(2, 1);
  }

  @Test
  void probes_are_counted_and_never_delivered() {
    for (Generation generation : Generation.values()) {
      var stream = Stream.sealed(parameters(generation));
      stream.receive(stream.packets(new byte[5000], 1, 0, FrameFlags.PROBE));

      assertThat(stream.statistics().probes()).isEqualTo(12);
      assertThat(stream.frames).isEmpty();
      assertThat(stream.reassembler.framesInFlight()).isZero();
    }
  }

  @Test
  void a_joining_receiver_takes_any_first_number() {
    var stream = Stream.sealed(parameters(Generation.V1));
    stream.packetizer.sequence(1L << 40);

    stream.receive(stream.packets(new byte[5000], 1));

    assertThat(stream.frames).hasSize(1);
    assertThat(stream.statistics().lost()).isZero();
  }

  @Test
  void keys_change_on_the_way() {
    var stream = Stream.sealed(parameters(Generation.V2));
    stream.packetizer.sequence((1L << KeysV2.KEY_SHIFT) - 6);
    var packets = stream.packets(Stream.random(random, 5000), 1);
    Collections.swap(packets, 2, 9);

    stream.receive(packets);

    assertThat(stream.frames).hasSize(1);
    assertThat(stream.statistics().rejectedTotal()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_allocated_for_a_packet_not_even_with_losses(Generation generation)
      throws Exception {
    var p = StreamParameters.of(generation, 1408, 8 << 20).withPercent(20);
    var packetizer = new Packetizer(p);
    var reassembler = new Reassembler(p, _ -> {});
    var unit = MemorySegment.ofArray(Stream.random(random, 100_000));
    int[] frame = {0};

    long least =
        ThreadAllocation.least(
            400,
            100, // some bytes for 86 packets: none of them is per packet
            () -> {
              int n = frame[0]++;
              int count = packetizer.build(unit, 100_000, n, n * 16_000_000L, 1);
              packetizer.prepare(count);
              int missing = n % 5;
              for (int i = missing; i < count; i++) {
                reassembler.datagram(
                    packetizer.bytes(), packetizer.offset(i), packetizer.datagramBytes(), n);
              }
            });

    assertThat(reassembler.statistics().frames()).isEqualTo(frame[0]);
    assertThat(least).isLessThanOrEqualTo(100);
  }
}
