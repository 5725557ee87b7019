package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.wire.internal.aead.JdkAead;
import io.oriel.testkit.FuzzBudget;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Packets of an attacker who sees them all: nothing changed opens, nothing opens twice.
class SealedPacketFuzzTest {
  private static final int HEAD = 8;

  @Test
  void only_what_was_sealed_with_aes_opens_and_only_once() {
    attack(CipherSuite.AES_128_GCM);
  }

  @Test
  void only_what_was_sealed_with_chacha20_opens_and_only_once() {
    attack(CipherSuite.CHACHA20_POLY1305);
  }

  private static void attack(CipherSuite suite) {
    byte[] key = new byte[suite.keyBytes()];
    byte[] iv = new byte[12];
    byte[] packet = new byte[2000];
    byte[] good = new byte[2000];
    long[] number = {0};
    var window = new ReplayWindow(64);
    window.mark(0);
    try (var sealer = new PacketSealer(suite, key);
        var opener = new PacketOpener(suite, key);
        var jdk = new JdkAead(suite, key, false)) {
      FuzzBudget.run(
          random -> {
            int length = random.nextInt(1500);
            int end = HEAD + length + 16;
            number(packet, ++number[0]);
            number(iv, number[0]);
            int tag = HEAD + length;
            sealer.seal(iv, packet, 0, HEAD, packet, HEAD, length, packet, HEAD, tag);
            System.arraycopy(packet, 0, good, 0, end);
            int cut = random.nextInt(length + 1);
            FuzzBudget.damage(random, packet, 0, end);
            boolean changed = !Arrays.equals(packet, 0, end, good, 0, end);

            if (changed) {
              byte[] before = Arrays.copyOf(packet, end);
              assertThat(jdk.open(iv, packet, 0, HEAD, packet, HEAD, length, tag)).isFalse();
              assertThat(opener.open(iv, packet, 0, HEAD, packet, HEAD, length, tag)).isFalse();
              assertThat(Arrays.equals(before, 0, end, packet, 0, end)).isTrue();
            }
            System.arraycopy(good, 0, packet, 0, end);
            if (cut > 0) { // truncated: the tag is taken from the text
              int shorter = tag - cut;
              assertThat(opener.open(iv, packet, 0, HEAD, packet, HEAD, length - cut, shorter))
                  .isFalse();
            }
            assertThat(window.fresh(number[0])).isTrue();
            assertThat(opener.open(iv, packet, 0, HEAD, packet, HEAD, length, tag)).isTrue();
            window.mark(number[0]);
            assertThat(window.fresh(number[0] - random.nextInt(64))).isFalse();
          });
    }
  }

  private static void number(byte[] to, long number) {
    for (int i = 0; i < 8; i++) {
      to[i] = (byte) (number >> 8 * i);
    }
  }
}
