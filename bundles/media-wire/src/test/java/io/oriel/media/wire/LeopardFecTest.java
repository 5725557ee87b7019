package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.internal.fec.Kernels;
import io.oriel.media.wire.internal.leopard.Butterflies;
import io.oriel.media.wire.internal.leopard.LeopardDecoder;
import io.oriel.media.wire.internal.leopard.LeopardEncoder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LeopardFecTest {
  private final Random random = new Random(16);
  private final LeopardFec fec = new LeopardFec();

  @Test
  void any_loss_up_to_the_parity_is_recovered() {
    for (int round = 0; round < 400; round++) {
      int data = 1 + random.nextInt(1 << 1 + random.nextInt(8));
      int parity = 1 + random.nextInt(1 << 1 + random.nextInt(8));
      int length = 2 * (1 + random.nextInt(150));
      recovers(data, parity, length, 1 + random.nextInt(parity));
    }
  }

  @Test
  void powers_of_two_and_their_neighbours_are_recovered() {
    int[] counts = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65};
    for (int data : counts) {
      for (int parity : counts) {
        recovers(data, parity, 66, parity);
      }
    }
  }

  @Test
  void blocks_of_thousands_are_recovered() {
    recovers(4096, 410, 64, 410);
    recovers(4096, 3687, 32, 3000);
    recovers(1000, 5000, 34, 5000);
    recovers(32_768, 32_768, 2, 32_768);
    recovers(60_000, 4000, 2, 4000);
  }

  @Test
  void every_kernel_decodes_what_the_scalar_one_encodes() {
    for (Butterflies kernel : Kernels.allButterflies()) {
      for (int length : new int[] {2, 62, 64, 66, 126, 128, 130, 1024, 1388}) {
        byte[] shards = bytes(140 * length);
        new LeopardEncoder()
            .encode(Kernels.allButterflies().getFirst(), shards, 0, length, length, 100, 40);
        byte[] damaged = shards.clone();
        boolean[] present = lose(damaged, 0, length, length, 140, 40);

        new LeopardDecoder().recover(kernel, damaged, 0, length, length, 100, 40, present);

        assertThat(Arrays.equals(damaged, 0, 100 * length, shards, 0, 100 * length))
            .as("%s, %s bytes", kernel.name(), length)
            .isTrue();
      }
    }
  }

  @Test
  void vectors_are_found_to_be_faster_than_tables() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "measured on x86-64 only");

    assertThat(LeopardFec.prepare()).endsWith("vectors");
  }

  @Test
  void too_great_a_loss_is_told_and_changes_nothing() {
    byte[] shards = bytes(6 * 16);
    byte[] before = shards.clone();
    boolean[] present = {false, false, false, true, true, true};

    assertThat(fec.recover(shards, 0, 16, 16, 4, 2, present)).isFalse();

    assertThat(shards).isEqualTo(before);
  }

  @Test
  void what_lies_between_shards_is_left_alone() {
    byte[] shards = bytes(5 * 200 + 32);
    byte[] before = shards.clone();

    fec.encode(shards, 32, 200, 150, 3, 2);

    for (int i = 0; i < shards.length; i++) {
      boolean parity = i >= 32 + 3 * 200 && (i - 32) % 200 < 150;
      if (!parity) {
        assertThat(shards[i]).isEqualTo(before[i]);
      }
    }
  }

  @Test
  void nonsense_is_refused() {
    byte[] shards = new byte[100];

    assertThatThrownBy(() -> fec.encode(shards, 0, 1, 1, 40_000, 30_000))
        .hasMessageContaining("40000 data and 30000 parity");
    assertThatThrownBy(() -> fec.encode(shards, 0, 10, 10, 9, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> fec.encode(shards, 0, 9, 9, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(LeopardFec.supports(65_535, 1)).isTrue();
    assertThat(LeopardFec.supports(65_536, 1)).isFalse();
    assertThat(LeopardFec.supports(0, 1)).isFalse();
  }

  @Test
  void coding_allocates_nothing() throws Exception {
    LeopardFec.prepare();
    byte[] shards = bytes(120 * 1408);
    boolean[] present = new boolean[120];
    Arrays.fill(present, 7, 120, true);
    long most = 10_000; // a shape for every block, where it is not scalar-replaced

    long least =
        ThreadAllocation.least(
            50,
            most,
            () -> {
              for (int i = 0; i < 100; i++) {
                fec.encode(shards, 0, 1408, 1408, 100, 20);
                fec.recover(shards, 0, 1408, 1408, 100, 20, present);
              }
            });

    assertThat(least).isLessThanOrEqualTo(most);
  }

  @Test
  void the_largest_blocks_allocate_nothing_either() throws Exception {
    int half = LeopardFec.MAX_SHARDS / 2;
    byte[] shards = bytes(2 * half * 2);
    boolean[] present = new boolean[2 * half];
    Arrays.fill(present, 1, 2 * half, true);
    long most = 100_000; // the tables of all factors alone are 8 MiB

    long least =
        ThreadAllocation.least(
            4,
            most,
            () -> {
              fec.encode(shards, 0, 2, 2, half, half);
              fec.recover(shards, 0, 2, 2, half, half, present);
            });

    assertThat(least).isLessThanOrEqualTo(most);
  }

  private void recovers(int data, int parity, int length, int lost) {
    int stride = length + random.nextInt(40);
    int offset = random.nextInt(20);
    byte[] shards = bytes(offset + (data + parity) * stride);
    fec.encode(shards, offset, stride, length, data, parity);
    byte[] damaged = shards.clone();
    boolean[] present = lose(damaged, offset, stride, length, data + parity, lost);

    boolean recovered = fec.recover(damaged, offset, stride, length, data, parity, present);

    assertThat(recovered).isTrue();
    for (int i = 0; i < data; i++) {
      int at = offset + i * stride;
      assertThat(Arrays.equals(damaged, at, at + length, shards, at, at + length))
          .as("%s+%s x %s, shard %s", data, parity, length, i)
          .isTrue();
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private boolean[] lose(byte[] shards, int offset, int stride, int length, int count, int lost) {
    boolean[] present = new boolean[count];
    Arrays.fill(present, true);
    for (int left = lost; left > 0; ) {
      int index = random.nextInt(count);
      if (present[index]) {
        present[index] = false;
        Arrays.fill(shards, offset + index * stride, offset + index * stride + length, (byte) 85);
        left--;
      }
    }
    return present;
  }
}
