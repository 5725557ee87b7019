package io.oriel.wire.gamestream.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class BlockLossesTest {
  private static final int PAYLOAD = 1376;

  private final VideoPacketizer packetizer = new VideoPacketizer(PAYLOAD + 16, 20, 2, null);

  /// Two blocks of 150 data and 30 parity packets.
  private VideoPacketizer built() {
    var bits = MemorySegment.ofArray(new byte[300 * PAYLOAD - VideoPacket.FRAME_HEAD]);
    int packets = packetizer.build(bits, (int) bits.byteSize(), 1, FrameType.KEY, 0, 0, false);
    assertThat(packets).isEqualTo(360);
    assertThat(packetizer.parity()).isEqualTo(60);
    return packetizer;
  }

  @Test
  void each_block_can_lose_as_much_as_its_own_parity() {
    var frame = built();

    frame.refused(0, 16, 16);
    frame.refused(164, 16, 14);
    frame.refused(180, 16, 16);
    frame.refused(344, 16, 14);

    assertThat(frame.repairable()).isTrue();
  }

  @Test
  void parity_of_one_block_does_not_repair_another() {
    var frame = built();

    frame.refused(329, 16, 16); // half of all parity is more than this block's
    frame.refused(345, 15, 15);

    assertThat(frame.repairable()).isFalse();
  }

  @Test
  void what_was_lost_where_blocks_meet_counts_for_both() {
    var frame = built();

    frame.refused(0, 16, 15);
    frame.refused(200, 15, 15);
    assertThat(frame.repairable()).isTrue();
    frame.refused(176, 16, 16);

    assertThat(frame.repairable()).isFalse();
  }

  @Test
  void the_next_frame_begins_without_losses() {
    built().refused(0, 40, 40);
    assertThat(packetizer.repairable()).isFalse();

    assertThat(built().repairable()).isTrue();
  }
}
