package io.oriel.media.webrtc.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.webrtc.internal.rate.DelayTrend.State;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/// Clocks that wrap, and reports that come late.
class RateTroubleTest {
  private static final long SENT_WRAPS = 1L << 42;
  private static final long ARRIVAL_WRAPS = 64_000L << 24;
  private static final int PACKET = 1200;

  /// Packets every 10 ms, each delayed by so much more than the one before.
  private static void send(DelayTrend trend, long sent, long arrived, int packets, long growth) {
    for (int i = 0; i < packets; i++) {
      long at = i * 10_000L;
      trend.packet((sent + at) % SENT_WRAPS, (arrived + at + i * growth) % ARRIVAL_WRAPS);
    }
  }

  @Test
  void a_growing_queue_is_seen_after_the_clock_of_sending_has_wrapped() {
    var trend = new DelayTrend();
    send(trend, SENT_WRAPS - 500_000, 0, 100, 0);
    assertThat(trend.state()).isEqualTo(State.NORMAL);

    send(trend, 500_000, 1_000_000, 100, 2_000);

    assertThat(trend.state()).isEqualTo(State.OVERUSED);
  }

  @Test
  void the_clock_of_the_page_wraps_without_harm() {
    var trend = new DelayTrend();
    for (int i = 0; i < 30; i++) {
      send(trend, i * 100_000L, ARRIVAL_WRAPS - 1_500_000 + i * 100_000L, 10, 0);
      assertThat(trend.state()).isEqualTo(State.NORMAL);
    }
    send(trend, 3_000_000, 1_500_000, 100, 2_000);
    assertThat(trend.state()).isEqualTo(State.OVERUSED);
  }

  private record Report(long heard, long sent, long arrived) {}

  @Test
  void a_path_that_narrows_is_followed_although_reports_come_late() {
    var estimate = new RateEstimate(30_000_000, 300_000, 100_000_000);
    Deque<Report> reports = new ArrayDeque<>();
    long rate = 30_000_000;
    double freeAt = 0;
    double queue = 0;
    for (long now = 0; now < 10_000_000; now += 16_667) {
      long link = now < 3_000_000 ? 60_000_000 : 4_000_000;
      int packets = (int) Math.max(1, rate / 60 / 8 / PACKET);
      for (int i = 0; i < packets; i++) {
        long sent = now + i * 100L;
        queue = Math.max(freeAt, sent) - sent;
        if (queue > 400_000) {
          reports.add(new Report((long) freeAt + 60_000, sent, -1));
          continue;
        }
        freeAt = Math.max(freeAt, sent) + PACKET * 8e6 / link;
        reports.add(new Report((long) freeAt + 60_000, sent, (long) freeAt));
      }
      while (!reports.isEmpty() && reports.getFirst().heard <= now) {
        Report r = reports.removeFirst();
        if (r.arrived < 0) {
          estimate.lost(r.sent, PACKET);
        } else {
          estimate.received(r.sent, r.arrived, PACKET);
        }
      }
      rate = estimate.update(now);
    }

    assertThat(rate).isBetween(1_000_000L, 4_500_000L);
    assertThat(queue).isLessThan(100_000);
  }
}
