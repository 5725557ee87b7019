package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void loss_hits_the_wanted_share_and_is_the_same_every_time() {
    var loss = new Loss(0.01, 7);
    int taken = 0;
    for (int i = 0; i < 1_000_000; i++) {
      taken += loss.takes(i) ? 1 : 0;
      assertThat(loss.takes(i)).isEqualTo(new Loss(0.01, 7).takes(i));
    }
    assertThat(taken).isBetween(9_500, 10_500);
    assertThat(new Loss(0, 7).takes(5)).isFalse();
    assertThat(new Loss(1, 7).takes(5)).isTrue();
  }

  @Test
  void the_kernel_s_count_of_a_socket_is_found_by_its_port() {
    var table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
                + "  timeout inode ref pointer drops            ",
            " 1102: 0100007F:C3A0 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                + "        0 4711 2 0000000000000000 42        ",
            " 1103: 0100007F:C3A1 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                + "        0 4712 2 0000000000000000 7        ");

    assertThat(SocketDrops.of(table, 0xC3A0)).isEqualTo(42);
    assertThat(SocketDrops.of(table, 1)).isZero();
  }

  @Test
  void a_plan_has_frames_of_at_least_the_wanted_rate() {
    var plan = WirePath.Plan.of(2, 240, 10);

    assertThat(plan.frames()).isEqualTo(2400);
    assertThat(8.0 * plan.frameBytes() * plan.fps()).isBetween(2e9, 2.001e9);
  }
}
