package io.oriel.client.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import io.oriel.wire.gamestream.audio.AudioPacketizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioAssemblerTest {
  private static final int BYTES = 60;

  private final StreamCounters counters = new StreamCounters(0);
  private final List<Long> told = new ArrayList<>(); // negative: missing
  private final List<byte[]> payloads = new ArrayList<>();
  private final AudioPacketizer packetizer = new AudioPacketizer(5, null);
  private final AudioAssembler assembler =
      new AudioAssembler(
          new AudioAssembler.Outlet() {
            @Override
            public void packet(long number, byte[] sealed, long nanos, boolean repaired) {
              assertThat(sealed).isEqualTo(payload(number));
              told.add(number);
              payloads.add(sealed);
            }

            @Override
            public void missing(long number, long nanos) {
              told.add(-number);
            }
          },
          counters);
  private long now = 1;
  private int built;

  @Test
  void any_two_datagrams_of_a_group_may_be_lost() {
    int lost = 0;
    give(group());
    for (int one = 0; one < 6; one++) {
      for (int two = 0; two < 6; two++) {
        var group = group();
        for (int i = 0; i < 6; i++) {
          if (i != one && i != two) {
            give(group.get(i));
          }
        }
        lost += (one < 4 ? 1 : 0) + (two < 4 && two != one ? 1 : 0);
      }
    }

    assertThat(told).isEqualTo(numbers(0, 37 * 4));
    assertThat(counters.audioRepaired.get()).isEqualTo(lost);
    assertThat(counters.audioLost.get()).isZero();
  }

  @Test
  void datagrams_in_any_order_and_twice_come_out_in_order_once() {
    var random = new Random(3);
    var waiting = new ArrayList<byte[]>();
    give(group());
    for (int n = 0; n < 500; n++) {
      waiting.addAll(group());
      if (n % 2 == 1) {
        var shuffled = new ArrayList<>(waiting);
        shuffled.add(waiting.get(random.nextInt(waiting.size())));
        Collections.shuffle(shuffled, random);
        shuffled.forEach(this::give);
        waiting.clear();
      }
    }

    assertThat(told).isEqualTo(numbers(0, 501 * 4));
    assertThat(counters.audioLost.get()).isZero();
  }

  @Test
  void three_of_four_lost_are_missing_once_newer_ones_came() {
    give(group());
    var hole = group();
    give(hole.get(1));
    give(hole.get(4));
    give(group());
    give(group());
    give(group());

    assertThat(told).startsWith(0L, 1L, 2L, 3L, -4L, 5L, -6L, -7L, 8L, 9L).hasSize(20);
    assertThat(counters.audioLost.get()).isEqualTo(3);
  }

  @Test
  void what_is_missing_is_given_up_after_a_while() {
    give(group());
    var hole = group();
    give(hole.get(3));
    now += 50_000_000;
    assembler.idle(now);

    assertThat(told).isEqualTo(List.of(0L, 1L, 2L, 3L, -4L, -5L, -6L, 7L));
  }

  @Test
  void numbers_wrap() {
    for (int n = 0; n < 70_000 / 4; n++) {
      var group = group();
      if (n > 0 && (n % 16_384 < 3 || n % 16_384 > 16_380)) {
        group.remove(n % 4);
      }
      give(group);
    }

    assertThat(told).hasSize(70_000);
    assertThat(told.getLast()).isEqualTo(69_999);
    assertThat(counters.audioLost.get()).isZero();
  }

  @Test
  void an_outage_is_skipped_not_concealed_packet_by_packet() {
    give(group());
    for (int n = 0; n < 1_000; n++) {
      group();
    }
    give(group());
    give(group());

    assertThat(told.subList(4, told.size())).isEqualTo(numbers(4_004, 8));
    assertThat(counters.audioLost.get()).isEqualTo(4_000);
  }

  @Test
  void damaged_datagrams_are_survived() {
    FuzzBudget.run(
        random -> {
          var wild = new AudioAssembler(new Deaf(), new StreamCounters(0));
          for (int n = 0; n < 20; n++) {
            for (byte[] each : group()) {
              if (random.nextInt(3) == 0) {
                FuzzBudget.damage(random, each, 0, 26);
              }
              wild.datagram(each, random.nextInt(9) == 0 ? random.nextInt(BYTES) : each.length, n);
            }
          }
          wild.idle(1_000_000_000);
        });
  }

  private record Deaf() implements AudioAssembler.Outlet {
    @Override
    public void packet(long number, byte[] sealed, long nanos, boolean repaired) {}

    @Override
    public void missing(long number, long nanos) {}
  }

  private static byte[] payload(long number) {
    var bytes = new byte[BYTES];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  /// The datagrams of the next four packets.
  private List<byte[]> group() {
    var group = new ArrayList<byte[]>();
    for (int i = 0; i < 4; i++) {
      packetizer.packet(payload(built++), 0, BYTES, (b, n) -> group.add(Arrays.copyOf(b, n)));
    }
    return group;
  }

  private void give(List<byte[]> datagrams) {
    datagrams.forEach(this::give);
  }

  private void give(byte[] datagram) {
    assembler.datagram(datagram, datagram.length, now);
  }

  private static List<Long> numbers(long first, int count) {
    var all = new ArrayList<Long>();
    for (long n = first; n < first + count; n++) {
      all.add(n);
    }
    return all;
  }
}
