package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GcmTest {
  private static final byte[] KEY = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

  @Test
  void the_bytes_are_those_of_the_published_test_case() {
    // GCM specification (McGrew, Viega), test case 2: zero key, zero IV, one zero block.
    byte[] packet = new byte[32];

    new GcmSealer(new byte[16]).seal(new byte[12], packet, 16, 16, 0);

    assertThat(HexFormat.of().formatHex(packet))
        .isEqualTo("ab6e47d42cec13bdf53a67b21257bddf0388dace60b6a392f328c2b971b2fe78");
  }

  @Test
  void what_was_sealed_in_place_opens_in_place() {
    var random = new Random(3);
    var sealer = new GcmSealer(KEY);
    var opener = new GcmOpener(KEY);
    byte[] iv = new byte[12];
    for (int length : new int[] {0, 1, 16, 1408, 5000}) {
      byte[] packet = new byte[32 + length + 8];
      random.nextBytes(packet);
      byte[] before = packet.clone();
      iv[0]++;

      sealer.seal(iv, packet, 32, length, 16);
      assertThat(
              Arrays.equals(packet, 32 + length, packet.length, before, 32 + length, before.length))
          .isTrue();
      assertThat(opener.open(iv, packet, 32, length, 16)).isTrue();

      assertThat(Arrays.equals(packet, 32, packet.length, before, 32, before.length)).isTrue();
    }
  }

  @Test
  void a_changed_packet_does_not_open_and_stays_as_it_was() {
    byte[] packet = new byte[64];
    byte[] iv = new byte[12];
    new GcmSealer(KEY).seal(iv, packet, 16, 48, 0);
    for (int i = 0; i < packet.length; i++) {
      byte[] forged = packet.clone();
      forged[i] ^= 4;
      byte[] before = forged.clone();

      assertThat(new GcmOpener(KEY).open(iv, forged, 16, 48, 0)).isFalse();
      assertThat(forged).isEqualTo(before);
    }
  }

  @Test
  void an_iv_used_twice_in_a_row_is_refused() {
    var sealer = new GcmSealer(KEY);
    sealer.seal(new byte[12], new byte[64], 16, 48, 0);

    assertThatThrownBy(() -> sealer.seal(new byte[12], new byte[64], 16, 48, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keys_and_ivs_of_another_length_are_refused() {
    assertThatThrownBy(() -> new GcmSealer(new byte[32])).hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> new GcmSealer(KEY).seal(new byte[16], new byte[64], 16, 8, 0))
        .hasMessageContaining("IV of 16 bytes");
  }
}
