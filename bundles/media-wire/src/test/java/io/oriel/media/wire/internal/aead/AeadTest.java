package io.oriel.media.wire.internal.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.internal.nat.LibCrypto;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Published test vectors, and both implementations against each other.
class AeadTest {
  private static final HexFormat HEX = HexFormat.of();

  record Vector(
      String name,
      CipherSuite suite,
      String key,
      String iv,
      String aad,
      String plain,
      String sealed,
      String tag) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> vectors() {
    String text =
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the"
            + " future, sunscreen would be it.";
    return Stream.of(
        new Vector(
            "GCM specification (McGrew, Viega), test case 1",
            CipherSuite.AES_128_GCM,
            "00".repeat(16),
            "00".repeat(12),
            "",
            "",
            "",
            "58e2fccefa7e3061367f1d57a4e7455a"),
        new Vector(
            "test case 2",
            CipherSuite.AES_128_GCM,
            "00".repeat(16),
            "00".repeat(12),
            "",
            "00".repeat(16),
            "0388dace60b6a392f328c2b971b2fe78",
            "ab6e47d42cec13bdf53a67b21257bddf"),
        new Vector(
            "test case 4",
            CipherSuite.AES_128_GCM,
            "feffe9928665731c6d6a8f9467308308",
            "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
            "5bc94fbc3221a5db94fae95ae7121a47"),
        new Vector(
            "RFC 8439 §2.8.2",
            CipherSuite.CHACHA20_POLY1305,
            "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
            "070000004041424344454647",
            "50515253c0c1c2c3c4c5c6c7",
            HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII)),
            "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
                + "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
                + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
                + "3ff4def08e4b7a9de576d26586cec64b6116",
            "1ae10b594f09e26a7e902ecbd0600691"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void published_vectors_come_out_of_the_jdk(Vector v) {
    try (var sealer = new JdkAead(v.suite, HEX.parseHex(v.key), true);
        var opener = new JdkAead(v.suite, HEX.parseHex(v.key), false)) {
      check(v, sealer, opener);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void published_vectors_come_out_of_libcrypto(Vector v) {
    assumeNative(v.suite);
    try (var sealer = LibCrypto.open(v.suite, HEX.parseHex(v.key), true);
        var opener = LibCrypto.open(v.suite, HEX.parseHex(v.key), false)) {
      check(v, sealer, opener);
    }
  }

  private static void check(Vector v, Aead sealer, Aead opener) {
    byte[] aad = HEX.parseHex(v.aad);
    byte[] plain = HEX.parseHex(v.plain);
    byte[] iv = HEX.parseHex(v.iv);
    byte[] out = new byte[plain.length + 16];

    assertThat(sealer.seal(iv, aad, 0, aad.length, plain, 0, plain.length, out, 16, 0)).isTrue();
    assertThat(HEX.formatHex(out)).isEqualTo(v.tag + v.sealed);
    assertThat(opener.open(iv, aad, 0, aad.length, out, 16, plain.length, 0)).isTrue();
    assertThat(HEX.formatHex(out)).isEqualTo(v.tag + v.plain);
  }

  @ParameterizedTest
  @EnumSource
  void both_make_the_same_packets_and_open_each_others(CipherSuite suite) {
    assumeNative(suite);
    var random = new Random(17);
    byte[] key = new byte[suite.keyBytes()];
    random.nextBytes(key);
    try (var jdkSealer = new JdkAead(suite, key, true);
        var jdkOpener = new JdkAead(suite, key, false);
        var sealer = LibCrypto.open(suite, key, true);
        var opener = LibCrypto.open(suite, key, false)) {
      for (int i = 0; i < 3_000; i++) {
        byte[] in = new byte[random.nextInt(2_000)];
        byte[] aad = new byte[random.nextInt(40)];
        byte[] iv = new byte[12];
        List.of(in, aad, iv).forEach(random::nextBytes);
        byte[] one = new byte[in.length + 16];
        byte[] other = new byte[in.length + 16];

        sealer.seal(iv, aad, 0, aad.length, in, 0, in.length, one, 0, in.length);
        jdkSealer.seal(iv, aad, 0, aad.length, in, 0, in.length, other, 0, in.length);

        assertThat(one).isEqualTo(other);
        byte[] damaged = one.clone();
        damaged[random.nextInt(one.length)] ^= 1;
        for (var each : List.of(opener, jdkOpener)) {
          byte[] packet = one.clone();
          byte[] forged = damaged.clone();
          if (each.open(iv, aad, 0, aad.length, forged, 0, in.length, in.length)) {
            fail("a damaged packet opened");
          }
          assertThat(forged).isEqualTo(damaged);
          assertThat(each.open(iv, aad, 0, aad.length, packet, 0, in.length, in.length)).isTrue();
          assertThat(Arrays.equals(packet, 0, in.length, in, 0, in.length)).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_jdk_s_forgets_its_key_too(CipherSuite suite) {
    var sealer = new JdkAead(suite, new byte[suite.keyBytes()], true);
    var opener = new JdkAead(suite, new byte[suite.keyBytes()], false);
    byte[] out = new byte[32];

    sealer.close();
    opener.close();

    assertThat(sealer.seal(new byte[12], null, 0, 0, out, 0, 16, out, 0, 16)).isFalse();
    assertThat(opener.open(new byte[12], null, 0, 0, out, 0, 16, 16)).isFalse();
    assertThat(out).containsOnly(0);
  }

  @Test
  void a_key_is_overwritten_and_never_printed() {
    byte[] bytes = {1, 2, 3};
    var key = new WipedKey("AES", bytes);

    assertThat(key).hasToString("AES key");
    key.destroy();

    assertThat(bytes).containsOnly(0);
    assertThat(key.getEncoded()).isNull();
    assertThat(key.isDestroyed()).isTrue();
  }

  private static void assumeNative(CipherSuite suite) {
    String lack = LibCrypto.lack(suite);
    Assumptions.assumeTrue(lack.isEmpty(), lack);
  }
}
