package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.loss.Impairer;
import io.oriel.loss.Impairments;
import io.oriel.media.wire.LeopardFec;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Sealed streams through a network that loses, delays, swaps and repeats.
class LossyNetworkTest {
  private static final int FRAMES = 200;
  private static final int FRAME_BYTES = 60_000;
  private static final long FRAME_NANOS = 4_166_667; // 240 Hz

  private record Arrival(long nanos, long number, byte[] datagram) {}

  private final PriorityQueue<Arrival> network =
      new PriorityQueue<>(
          Comparator.comparingLong(Arrival::nanos).thenComparingLong(Arrival::number));
  private long offered;

  @BeforeAll
  static void prepare() throws Exception {
    LeopardFec.prepare();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "V1 | loss=1%",
        "V2 | loss=1%,delay=20ms,jitter=8ms,duplicate=2%",
        "V2 | loss=3%,delay=5ms,jitter=5ms,shape=normal,reorder=5%",
        "V1 | delay=2ms,jitter=30ms,duplicate=100%"
      })
  void what_parity_can_repair_arrives_whole(Generation generation, String faults) {
    var stream = stream(generation);
    var impairer = send(stream, faults);

    for (Stream.Frame frame : stream.frames) {
      assertThat(frame.bytes()).isEqualTo(unit(frame.index()));
    }
    assertThat(stream.frames).hasSize(FRAMES);
    LossStatistics s = stream.statistics();
    assertThat(s.unrecoveredFrames()).isZero();
    assertThat(s.rejectedTotal()).isZero();
    assertThat(s.duplicates()).isEqualTo(impairer.counts().duplicated());
    assertThat(s.received()).isEqualTo(offered - impairer.counts().lost());
    assertThat(s.lost()).isBetween(impairer.counts().lost() - 10, impairer.counts().lost());
  }

  @ParameterizedTest
  @EnumSource
  void what_parity_cannot_repair_is_counted_and_forgotten(Generation generation) {
    var stream = stream(generation);
    send(stream, "burst=0.1%/2%/95%,delay=3ms,jitter=1ms");

    LossStatistics s = stream.statistics();
    assertThat(s.unrecoveredFrames()).isPositive();
    assertThat(s.repairedFrames()).isPositive();
    assertThat(s.frames()).isEqualTo(stream.frames.size());
    // those at the very end may still be waited for, or not be missed yet
    assertThat(s.frames() + s.unrecoveredFrames() + FrameStore.WINDOW)
        .isGreaterThanOrEqualTo(FRAMES);
    assertThat(s.frames() + s.unrecoveredFrames() + stream.reassembler.framesInFlight())
        .isLessThanOrEqualTo(FRAMES);
    for (Stream.Frame frame : stream.frames) {
      assertThat(frame.bytes()).isEqualTo(unit(frame.index()));
    }
  }

  private static Stream stream(Generation generation) {
    return Stream.sealed(StreamParameters.of(generation, 1408, 8 << 20).withPercent(20));
  }

  private static byte[] unit(int index) {
    return Stream.random(new SplittableRandom(index), FRAME_BYTES);
  }

  private Impairer send(Stream stream, String faults) {
    var impairer = new Impairer(Impairments.parse(faults));
    long[] departures = new long[Impairer.MOST_DEPARTURES];
    for (int f = 0; f < FRAMES; f++) {
      long now = f * FRAME_NANOS;
      for (byte[] datagram : stream.packets(unit(f), f, now, FrameFlags.PICTURE)) {
        int n = impairer.offer(now, datagram.length, departures);
        offered++;
        for (int i = 0; i < n; i++) {
          network.add(new Arrival(departures[i], offered, datagram));
        }
        now += 4_000; // some 3 Gbit/s
      }
      deliver(stream, now);
    }
    deliver(stream, Long.MAX_VALUE);
    return impairer;
  }

  private void deliver(Stream stream, long until) {
    while (!network.isEmpty() && network.peek().nanos() <= until) {
      stream.receive(network.poll().datagram());
    }
  }
}
