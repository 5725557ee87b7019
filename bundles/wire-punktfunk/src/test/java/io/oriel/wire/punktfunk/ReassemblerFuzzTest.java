package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.wire.LeopardFec;
import io.oriel.testkit.FuzzBudget;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Damaged, lying, repeated and reordered datagrams: never an exception, never more memory than
/// agreed, and of sealed streams never a byte that was not sent.
class ReassemblerFuzzTest {
  private static final int CAP = 128 << 10;
  private static final int ROUNDS_OF_A_STREAM = 300;

  private final Map<Integer, byte[]> sent = new HashMap<>();
  private Stream stream;
  private long sequence;
  private int frame;
  private int rounds;
  private long delivered;
  private long rejected;

  @BeforeAll
  static void prepare() throws Exception {
    LeopardFec.prepare();
  }

  @Test
  void headers_that_lie_are_refused_and_cost_no_memory() {
    FuzzBudget.run(
        random -> {
          renew(random, false);
          List<byte[]> packets = next(random);
          for (byte[] packet : packets) {
            byte[] bad = random.nextInt(3) > 0 ? lie(random, packet) : packet;
            number(bad, random);
            stream.receive(bad);
          }
          check();
          stream.frames.clear();
        });

    assertThat(delivered).isPositive();
    assertThat(rejected).isPositive();
  }

  @Test
  void of_sealed_datagrams_only_what_was_sent_comes_out() {
    FuzzBudget.run(
        random -> {
          renew(random, true);
          for (byte[] packet : next(random)) {
            byte[] bad = packet;
            if (random.nextInt(4) == 0) {
              bad = resize(random, packet);
              FuzzBudget.damage(random, bad, 0, bad.length);
              stream.receive(bad);
            }
            for (int n = random.nextInt(8) == 0 ? 2 : 1; n > 0; n--) {
              stream.receive(packet);
            }
          }
          check();
          for (Stream.Frame got : stream.frames) {
            assertThat(got.bytes()).isEqualTo(sent.get(got.index()));
          }
          stream.frames.clear();
        });

    assertThat(delivered).isPositive();
    assertThat(rejected).isPositive();
  }

  private void renew(SplittableRandom random, boolean sealed) {
    if (rounds++ % ROUNDS_OF_A_STREAM != 0) {
      return;
    }
    Generation generation = Generation.values()[random.nextInt(2)];
    FecScheme scheme = FecScheme.values()[random.nextInt(2)];
    int[] blocks = {1, 7, 16, 64, 130};
    var p =
        new StreamParameters(
            generation, 512, 1024, scheme, 20, blocks[random.nextInt(blocks.length)], CAP, 0);
    stream = sealed ? Stream.sealed(p) : Stream.plain(p);
    sequence = 0;
    frame = 0;
    sent.clear();
  }

  /// The datagrams of a new frame, some lost, in any order.
  private List<byte[]> next(SplittableRandom random) {
    int most = random.nextInt(8) == 0 ? CAP : 8_000;
    byte[] unit = Stream.random(random, random.nextInt(most + 1));
    int index = ++frame;
    sent.put(index, unit);
    stream.packetizer.percent(random.nextInt(91));
    stream.packetizer.shardBytes(random.nextInt(20) == 0 ? 600 : 512);
    var packets = stream.packets(unit, index, index * 4_000_000L, 1 + random.nextInt(2) * 4);
    packets.removeIf(_ -> random.nextInt(20) == 0);
    if (random.nextBoolean()) {
      Collections.shuffle(packets, new Random(random.nextLong()));
    }
    return packets;
  }

  private byte[] lie(SplittableRandom random, byte[] packet) {
    byte[] bad = random.nextInt(6) == 0 ? resize(random, packet) : packet.clone();
    Generation g = stream.parameters.generation();
    int head = Math.min(g.shardOffset(), bad.length);
    int frameAt = g == Generation.V1 ? 16 : 8;
    if (random.nextInt(200) == 0) {
      FuzzBudget.damage(random, bad, 0, head); // anything, the frame's number included
    } else if (head == g.shardOffset()) {
      FuzzBudget.damage(random, bad, frameAt + 4, head);
      if (random.nextInt(10) == 0) {
        Le.u32(bad, frameAt, frame + random.nextInt(-70, 3));
      }
    }
    return bad;
  }

  private static byte[] resize(SplittableRandom random, byte[] packet) {
    return Arrays.copyOf(
        packet,
        random.nextBoolean()
            ? random.nextInt(packet.length + 1)
            : packet.length + random.nextInt(-2, 700));
  }

  /// Mostly a new number, or the replay window would refuse what this is about.
  private void number(byte[] packet, SplittableRandom random) {
    long number = random.nextInt(50) == 0 ? Math.max(0, sequence - 9) : sequence++;
    if (stream.parameters.generation() == Generation.V1 && packet.length >= 8) {
      Le.bigU64(packet, 0, number);
    } else if (packet.length >= 5 && stream.parameters.generation() == Generation.V2) {
      Le.u32(packet, 1, (int) number);
    }
  }

  private void check() {
    assertThat(stream.reassembler.bytesHeld()).isLessThanOrEqualTo(4L * CAP);
    assertThat(stream.reassembler.framesInFlight()).isLessThanOrEqualTo(FrameStore.WINDOW);
    for (Stream.Frame got : stream.frames) {
      assertThat(got.bytes().length).isLessThanOrEqualTo(CAP);
    }
    delivered += stream.frames.size();
    stream.lost.clear();
    sent.keySet().removeIf(index -> frame - index > FrameStore.WINDOW);
    rejected += stream.statistics().rejectedTotal();
  }
}
