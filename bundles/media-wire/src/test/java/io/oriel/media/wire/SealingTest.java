package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.internal.nat.LibCrypto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealingTest {
  private static byte[] key(CipherSuite suite) {
    byte[] key = new byte[suite.keyBytes()];
    new Random(suite.ordinal()).nextBytes(key);
    return key;
  }

  private static byte[] iv(int number) {
    byte[] iv = new byte[12];
    iv[0] = (byte) number;
    iv[1] = (byte) (number >> 8);
    iv[11] = 'V';
    return iv;
  }

  @ParameterizedTest
  @EnumSource
  void what_was_sealed_in_place_opens_in_place(CipherSuite suite) {
    var random = new Random(3);
    try (var sealer = new PacketSealer(suite, key(suite));
        var opener = new PacketOpener(suite, key(suite))) {
      int number = 0;
      for (int length : new int[] {0, 1, 15, 16, 17, 1408, 5000, 65_000, 65_535}) {
        byte[] packet = new byte[32 + length + 8];
        random.nextBytes(packet);
        byte[] before = packet.clone();
        byte[] iv = iv(++number);

        sealer.seal(iv, packet, 0, 16, packet, 32, length, packet, 32, 16);

        assertThat(Arrays.equals(packet, 0, 16, before, 0, 16)).isTrue();
        int end = 32 + length;
        assertThat(Arrays.equals(packet, end, end + 8, before, end, end + 8)).isTrue();
        assertThat(opener.open(iv, packet, 0, 16, packet, 32, length, 16)).isTrue();
        assertThat(Arrays.equals(packet, 32, end, before, 32, end)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_packet_changed_anywhere_does_not_open_and_stays_as_it_was(CipherSuite suite) {
    byte[] packet = new byte[64];
    try (var sealer = new PacketSealer(suite, key(suite));
        var opener = new PacketOpener(suite, key(suite))) {
      sealer.seal(iv(1), packet, 0, 8, packet, 24, 40, packet, 24, 8);
      for (int i = 0; i < packet.length * 8; i++) {
        byte[] forged = packet.clone();
        forged[i / 8] ^= (byte) (1 << i % 8);
        byte[] before = forged.clone();

        assertThat(opener.open(iv(1), forged, 0, 8, forged, 24, 40, 8)).isFalse();
        assertThat(forged).isEqualTo(before);
      }
      assertThat(opener.open(iv(2), packet, 0, 8, packet, 24, 40, 8)).isFalse();
      assertThat(opener.open(iv(1), packet, 0, 7, packet, 24, 40, 8)).isFalse();
      assertThat(opener.open(iv(1), null, 0, 0, packet, 24, 40, 8)).isFalse();
      assertThat(opener.open(iv(1), packet, 0, 8, packet, 24, 40, 8)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noise_does_not_open(CipherSuite suite) {
    var random = new Random(5);
    try (var opener = new PacketOpener(suite, key(suite))) {
      for (int i = 0; i < 20_000; i++) {
        byte[] packet = new byte[16 + random.nextInt(200)];
        random.nextBytes(packet);

        assertThat(opener.open(iv(i), null, 0, 0, packet, 16, packet.length - 16, 0)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_iv_used_twice_in_a_row_is_refused(CipherSuite suite) {
    byte[] packet = new byte[64];
    try (var sealer = new PacketSealer(suite, key(suite))) {
      sealer.seal(iv(7), null, 0, 0, packet, 16, 48, packet, 16, 0);

      assertThatIllegalStateException()
          .isThrownBy(() -> sealer.seal(iv(7), null, 0, 0, packet, 16, 48, packet, 16, 0))
          .withMessageContaining("IV");
      sealer.seal(iv(8), null, 0, 0, packet, 16, 48, packet, 16, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_closed_one_seals_and_opens_nothing_and_tells_no_key(CipherSuite suite) {
    var sealer = new PacketSealer(suite, key(suite));
    var opener = new PacketOpener(suite, key(suite));
    byte[] packet = new byte[64];
    sealer.seal(iv(1), null, 0, 0, packet, 16, 48, packet, 16, 0);
    byte[] before = packet.clone();

    sealer.close();
    sealer.close();
    opener.close();
    opener.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> sealer.seal(iv(2), null, 0, 0, packet, 16, 48, packet, 16, 0))
        .withMessageContaining("closed");
    assertThat(opener.open(iv(1), null, 0, 0, packet, 16, 48, 0)).isFalse();
    assertThat(packet).isEqualTo(before);
    assertThat(sealer).hasToString("PacketSealer[" + suite + "]");
    assertThat(opener).hasToString("PacketOpener[" + suite + "]");
  }

  @ParameterizedTest
  @EnumSource
  void nothing_outside_its_array_reaches_the_cipher(CipherSuite suite) {
    byte[] b = new byte[64];
    byte[] long1 = new byte[70_000];
    var random = new Random(9);
    try (var sealer = new PacketSealer(suite, key(suite));
        var opener = new PacketOpener(suite, key(suite))) {
      int[] odd = {-1, 65, Integer.MIN_VALUE, Integer.MAX_VALUE};
      for (int i = 0; i < 5_000; i++) {
        int[] a = {0, 8, 24, 40, 24, 8}; // aad at and length, text at and length, to, tag at
        a[random.nextInt(6)] = odd[random.nextInt(4)];
        byte[] iv = iv(i);

        assertThatThrownBy(() -> sealer.seal(iv, b, a[0], a[1], b, a[2], a[3], b, a[4], a[5]))
            .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
        if (a[4] == 24) {
          assertThatThrownBy(() -> opener.open(iv, b, a[0], a[1], b, a[2], a[3], a[5]))
              .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
        }
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sealer.seal(iv(1), null, 0, 0, long1, 16, 65_536, long1, 16, 0))
          .withMessageContaining("65536 bytes");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sealer.seal(iv(1), null, 0, 0, b, 16, 48, b, 16, 1))
          .withMessageContaining("overlaps");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sealer.seal(iv(1), null, 0, 0, b, 20, 40, b, 16, 0))
          .withMessageContaining("overlap");
      assertThatThrownBy(() -> sealer.seal(iv(1), null, 0, 1, b, 16, 48, b, 16, 0))
          .isInstanceOf(NullPointerException.class);
    }
  }

  /// A packet in the works when its key is forgotten is opened whole or not at all.
  @ParameterizedTest
  @EnumSource
  void closing_while_a_packet_is_opened_spoils_no_text(CipherSuite suite) throws Exception {
    byte[] key = new byte[suite.keyBytes()];
    byte[] iv = new byte[12];
    int length = CipherSuite.MAX_BYTES;
    byte[] plain = new byte[length];
    Arrays.fill(plain, (byte) 'x');
    byte[] sealed = new byte[length + CipherSuite.TAG_BYTES];
    try (var sealer = new PacketSealer(suite, key)) {
      sealer.seal(iv, null, 0, 0, plain, 0, length, sealed, 0, length);
    }
    for (int i = 0; i < 1000; i++) {
      var opener = new PacketOpener(suite, key);
      byte[] warm = sealed.clone();
      opener.open(iv, null, 0, 0, warm, 0, length, length);
      byte[] packet = sealed.clone();
      var closer = new Thread(opener::close);

      closer.start();
      boolean opened = opener.open(iv, null, 0, 0, packet, 0, length, length);
      closer.join();

      assertThat(Arrays.equals(packet, 0, length, opened ? plain : sealed, 0, length))
          .as("opened: %s, round %s", opened, i)
          .isTrue();
    }
  }

  @Test
  void keys_and_ivs_of_another_length_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketSealer(CipherSuite.AES_128_GCM, new byte[32]))
        .withMessageContaining("32 bytes, not 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketOpener(CipherSuite.CHACHA20_POLY1305, new byte[16]))
        .withMessageContaining("16 bytes, not 32");
    try (var sealer = new PacketSealer(CipherSuite.AES_128_GCM, new byte[16])) {
      byte[] b = new byte[64];
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sealer.seal(new byte[16], null, 0, 0, b, 16, 48, b, 16, 0))
          .withMessageContaining("IV of 16 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sealing_and_opening_allocate_nothing(CipherSuite suite) throws Exception {
    String lack = LibCrypto.lack(suite);
    Assumptions.assumeTrue(lack.isEmpty(), lack);
    byte[] packet = "x".repeat(1400).getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[1500];
    byte[] iv = new byte[12];
    try (var sealer = new PacketSealer(suite, key(suite));
        var opener = new PacketOpener(suite, key(suite))) {
      long least =
          ThreadAllocation.least(
              60,
              2_000,
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  iv[0]++;
                  iv[1] += (byte) (iv[0] == 0 ? 1 : 0);
                  sealer.seal(iv, out, 0, 16, packet, 0, 1400, out, 32, 16);
                  if (!opener.open(iv, out, 0, 16, out, 32, 1400, 16)) {
                    throw new IllegalStateException(HexFormat.of().formatHex(iv));
                  }
                }
              });

      assertThat(least).isLessThanOrEqualTo(2_000);
    }
  }
}
