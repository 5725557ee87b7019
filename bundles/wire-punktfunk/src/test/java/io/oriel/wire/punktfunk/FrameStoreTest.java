package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameStoreTest {
  private final StreamParameters parameters =
      StreamParameters.of(Generation.V2, 512, 8 << 20).withPercent(90);
  private final FrameStore frames = new FrameStore(parameters, new LossCounters(), _ -> {});
  private final PacketHead head = new PacketHead();

  /// A peer that begins many small blocks before every large one makes another block large each
  /// time.
  @Test
  void tables_of_blocks_that_wait_for_use_stay_small() {
    for (int frame = 1; frame <= 2 * 700; frame += 2) {
      FrameSlot small = begin(frame);
      for (int block = 0; block < Math.min(frame, 700); block++) {
        open(small, block, 16);
      }
      FrameSlot large = begin(frame + 1);
      open(large, 0, 4096);
      frames.release(small);
      frames.release(large);
      assertThat(frames.idleTableBytes()).isLessThan(parameters.maxInFlightBytes() / 256);
    }
  }

  private FrameSlot begin(int number) {
    head.frame = number;
    head.shardBytes = 512;
    FrameSlot slot = frames.slot(number);
    slot.begin(head, number, 0);
    return slot;
  }

  private void open(FrameSlot slot, int block, int data) {
    head.block = block;
    head.base = block * data;
    head.data = data;
    head.parity = 2;
    assertThat(frames.open(slot, head)).isNotNull();
  }
}
