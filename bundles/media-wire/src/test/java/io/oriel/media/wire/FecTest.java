package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.internal.fec.Kernel;
import io.oriel.media.wire.internal.fec.Kernels;
import io.oriel.media.wire.internal.fec.ScalarKernel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FecTest {
  private final Random random = new Random(7);

  @Test
  void every_kernel_computes_what_the_scalar_one_does() {
    var scalar = new ScalarKernel();
    assertThat(Kernels.all()).hasSizeGreaterThan(1);

    for (Kernel kernel : Kernels.all()) {
      for (int length : new int[] {1, 15, 16, 17, 31, 32, 33, 100, 127, 128, 129, 1408}) {
        byte[] expected = bytes(6 * length + 5);
        byte[] actual = expected.clone();
        for (int c = 0; c < 256; c++) {
          scalar.add(expected, 3, length + 3, length, c);
          kernel.add(actual, 3, length + 3, length, c);
          scalar.add4(expected, length + 4, length, 1, length - 1, c, c ^ 85, 255 - c, c / 2);
          kernel.add4(actual, length + 4, length, 1, length - 1, c, c ^ 85, 255 - c, c / 2);
        }
        assertThat(actual).as("%s, %s bytes", kernel.name(), length).isEqualTo(expected);
      }
    }
  }

  @Test
  void vectors_are_found_to_be_faster_than_tables() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "measured on x86-64 only");

    assertThat(CauchyFec.prepare()).endsWith("vectors");
  }

  @Test
  void any_loss_up_to_the_parity_is_recovered() {
    for (int round = 0; round < 300; round++) {
      int data = 1 + random.nextInt(60);
      int parity = random.nextInt(20);
      int length = 1 + random.nextInt(80);
      int stride = length + random.nextInt(40);
      int offset = random.nextInt(20);
      byte[] shards = bytes(offset + (data + parity) * stride);
      CauchyFec.encode(shards, offset, stride, length, data, parity);
      byte[] damaged = shards.clone();
      boolean[] present = lose(damaged, offset, stride, length, data + parity, parity);

      boolean recovered = CauchyFec.recover(damaged, offset, stride, length, data, parity, present);

      assertThat(recovered).isTrue();
      for (int i = 0; i < data; i++) {
        int at = offset + i * stride;
        assertThat(Arrays.equals(damaged, at, at + length, shards, at, at + length)).isTrue();
      }
    }
  }

  @Test
  void the_largest_block_survives_the_largest_loss() {
    byte[] shards = bytes(255 * 64);
    CauchyFec.encode(shards, 0, 64, 64, 212, 43);
    byte[] damaged = shards.clone();
    boolean[] present = new boolean[255];
    Arrays.fill(present, 43, 255, true);
    Arrays.fill(damaged, 0, 43 * 64, (byte) 0);

    assertThat(CauchyFec.recover(damaged, 0, 64, 64, 212, 43, present)).isTrue();

    assertThat(damaged).isEqualTo(shards);
  }

  @Test
  void too_great_a_loss_is_told_and_changes_nothing() {
    byte[] shards = bytes(6 * 16);
    byte[] before = shards.clone();
    boolean[] present = {false, false, false, true, true, true};

    assertThat(CauchyFec.recover(shards, 0, 16, 16, 4, 2, present)).isFalse();

    assertThat(shards).isEqualTo(before);
  }

  @Test
  void any_two_of_six_audio_packets_can_be_missing() {
    byte[] shards = bytes(6 * 80);
    AudioFec.encode(shards, 0, 80, 80);
    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < 6; b++) {
        byte[] damaged = shards.clone();
        boolean[] present = {true, true, true, true, true, true};
        for (int lost : new int[] {a, b}) {
          present[lost] = false;
          Arrays.fill(damaged, lost * 80, lost * 80 + 80, (byte) 0x55);
        }

        assertThat(AudioFec.recover(damaged, 0, 80, 80, present)).isTrue();
        assertThat(Arrays.equals(damaged, 0, 320, shards, 0, 320)).isTrue();
      }
    }
  }

  @Test
  void what_lies_between_shards_is_left_alone() {
    byte[] shards = bytes(5 * 48 + 32);
    byte[] before = shards.clone();

    CauchyFec.encode(shards, 32, 48, 16, 3, 2);

    for (int i = 0; i < shards.length; i++) {
      boolean parity = i >= 32 + 3 * 48 && (i - 32) % 48 < 16;
      if (!parity) {
        assertThat(shards[i]).isEqualTo(before[i]);
      }
    }
  }

  @Test
  void nonsense_is_refused() {
    byte[] shards = new byte[100];

    assertThatThrownBy(() -> CauchyFec.encode(shards, 0, 1, 1, 213, 43))
        .hasMessageContaining("at most 255");
    assertThatThrownBy(() -> CauchyFec.encode(shards, 0, 10, 10, 9, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> CauchyFec.encode(shards, 0, 9, 10, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encoding_allocates_nothing() throws Exception {
    byte[] shards = bytes(30 * 1408);
    CauchyFec.prepare();
    long most = 20_000;

    long least =
        ThreadAllocation.least(
            30,
            most,
            () -> {
              for (int i = 0; i < 1000; i++) {
                CauchyFec.encode(shards, 0, 1408, 1408, 24, 6);
              }
            });

    assertThat(least).isLessThanOrEqualTo(most);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private boolean[] lose(byte[] shards, int offset, int stride, int length, int count, int lost) {
    boolean[] present = new boolean[count];
    Arrays.fill(present, true);
    for (int i = 0; i < lost; i++) {
      int index = random.nextInt(count);
      present[index] = false;
      Arrays.fill(shards, offset + index * stride, offset + index * stride + length, (byte) 0);
    }
    return present;
  }
}
