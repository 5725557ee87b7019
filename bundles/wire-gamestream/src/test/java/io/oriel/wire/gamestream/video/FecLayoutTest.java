package io.oriel.wire.gamestream.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FecLayoutTest {
  @Test
  void every_frame_up_to_the_bound_leaves_with_the_least_parity_or_the_most_there_can_be() {
    for (int percent : new int[] {1, 2, 5, 7, 20, 33, 50, 80, 100, 180, 255}) {
      for (int min = 0; min <= 64; min++) {
        var layout = new FecLayout(percent, min);
        int most = (FecLayout.protectedBytes(percent, min, 1392) + 8) / (1392 - 16);
        for (int packets = 1; packets <= most; packets++) {
          if (!layout.layOut(packets) || !fits(layout, packets, min)) {
            assertThat(packets).as(percent + " %, at least " + min).isZero();
          }
        }
      }
    }
  }

  private static boolean fits(FecLayout layout, int packets, int min) {
    int sum = 0;
    for (int block = 0; block < layout.blocks(); block++) {
      int data = layout.data(block);
      int parity = layout.parity(block);
      sum += data;
      if (data < 1
          || data + parity > FecLayout.MAX_SHARDS
          || parity < Math.max(1, Math.min(min, FecLayout.parity(data, 255)))
          || parity != FecLayout.parity(data, layout.percent(block))) {
        return false;
      }
    }
    return sum == packets && layout.blocks() <= FecLayout.MAX_BLOCKS && !layout.reduced();
  }

  @Test
  void a_single_packet_leaves_although_no_percentage_gives_it_so_much_parity() {
    var layout = new FecLayout(20, 16);

    assertThat(layout.layOut(1)).isTrue();
    assertThat(layout.parity(0)).isEqualTo(3);
  }

  @Test
  void a_large_block_is_divided_where_the_least_parity_does_not_fit() {
    var layout = new FecLayout(20, 64);

    assertThat(layout.layOut(212)).isTrue();
    assertThat(layout.blocks()).isEqualTo(2);
    assertThat(layout.parity(0)).isGreaterThanOrEqualTo(64);
  }
}
