package io.oriel.transport.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.wire.gamestream.control.FecStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FecShareTest {
  private final FecShare share = new FecShare(20, 5, 50);

  private static FecStatus lost(int data, int parity, int missing) {
    int received = data + parity - missing;
    int ofData = Math.min(received, data);
    return new FecStatus(1, 0, 0, missing, data, parity, ofData, received - ofData, 20, 0, 1);
  }

  private List<Integer> intervals(int count) {
    var seen = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      share.interval(2000, 20);
      seen.add(share.percent());
    }
    return seen;
  }

  @Test
  void a_block_beyond_repair_raises_it_at_once() {
    share.block(lost(100, 20, 30));

    assertThat(intervals(1)).containsExactly(38); // 30 % and a quarter more
  }

  @Test
  void it_stays_within_its_limits() {
    share.block(lost(100, 20, 110));
    assertThat(intervals(1)).containsExactly(50);
    assertThat(intervals(200)).allMatch(p -> p >= 5).last().isEqualTo(5);
  }

  @Test
  void quiet_lowers_it_late_and_slowly() {
    assertThat(intervals(9)).containsOnly(20);
    assertThat(intervals(3)).containsExactly(18, 17, 16);
  }

  @Test
  void a_bursty_network_keeps_it_up_between_its_bursts() {
    var seen = new ArrayList<Integer>();
    for (int burst = 0; burst < 20; burst++) {
      share.block(lost(50, 10, 12));
      seen.addAll(intervals(8));
    }

    assertThat(seen).containsOnly(30);
  }

  @Test
  void small_blocks_and_packets_under_way_do_not_count() {
    share.block(lost(3, 2, 3));
    // repaired by the first packet of parity: nineteen more are still on their way
    share.block(new FecStatus(1, 0, 0, 1, 100, 20, 99, 1, 20, 0, 1));

    assertThat(intervals(1)).containsExactly(20);
  }

  @Test
  void an_overfull_network_gets_no_more_parity() {
    share.block(lost(100, 20, 60));
    share.interval(2000, 900);

    assertThat(share.percent()).isEqualTo(20);
  }

  @Test
  void the_total_stays_what_the_client_asked_for() {
    var told = new ArrayList<Long>();
    var budget = new ParityBudget(share, 10_000_000);
    var sink = new RateSink(told);

    share.block(lost(100, 20, 40));
    budget.interval(2000, 20, sink);
    assertThat(told).containsExactly(8_000_000L); // and half of it parity: 12 Mbit/s as before
    budget.interval(2000, 20, sink);
    assertThat(told).hasSize(1);
  }
}
