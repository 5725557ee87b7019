package io.oriel.media.webrtc.internal.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SrtpTest {
  private static final byte[] KEY = hex("000102030405060708090a0b0c0d0e0f"); // RFC 7714 §16, §17
  private static final byte[] SALT = hex("517569642070726f2071756f");
  private static final SrtpKeys KEYS = new SrtpKeys(KEY, SALT, KEY, SALT);

  /// RFC 7714 §16.
  private static final byte[] RTP =
      hex(
          "8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976 69736120"
              + "696e2070 61727465 73207472 6573");

  /// RFC 7714 §16.1.1.
  private static final byte[] SRTP =
      hex(
          "8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f"
              + "42a5f47a 51c7d19b 36de3adf 8833 899d7f27 beb16a91 52cf765e e4390cce");

  /// RFC 7714 §17.
  private static final byte[] RTCP =
      hex(
          "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61 deadbeef"
              + "deadbeef deadbeef deadbeef deadbeef");

  /// RFC 7714 §17.1.
  private static final byte[] SRTCP =
      hex(
          "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1"
              + "730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void rtp_is_protected_as_rfc_7714_shows() {
    byte[] packet = Arrays.copyOf(RTP, RTP.length + 16);
    try (var sealer = new RtpSealer(KEYS, 0x5501a0b2)) {
      int length = sealer.seal(packet, 0, 12, RTP.length);

      assertThat(packet).hasSize(length).isEqualTo(SRTP);
    }
  }

  @Test
  void rtcp_is_protected_as_rfc_7714_shows() {
    byte[] packet = Arrays.copyOf(RTCP, RTCP.length + RtcpSealer.OVERHEAD);
    try (var sealer = new RtcpSealer(KEYS, 0x5d4)) {
      int length = sealer.seal(packet, RTCP.length);

      assertThat(packet).hasSize(length).isEqualTo(SRTCP);
    }
  }

  @Test
  void rtcp_is_opened_once() {
    try (var opener = new RtcpOpener(KEYS)) {
      byte[] packet = SRTCP.clone();

      assertThat(opener.open(packet, 0, packet.length)).isEqualTo(RTCP.length);
      assertThat(Arrays.copyOf(packet, RTCP.length)).isEqualTo(RTCP);
      assertThat(opener.open(SRTCP.clone(), 0, SRTCP.length)).isEqualTo(-1);
    }
  }

  /// RFC 3711 §B.3, whose salt has 14 bytes.
  @Test
  void session_keys_are_derived_as_rfc_3711_shows() {
    byte[] key = hex("e1f97a0d3e018be0d64fa32c06de4139");
    byte[] salt = hex("0ec675ad498afeebb6960b3aabe6");

    assertThat(SrtpKeys.stream(key, salt, 0, 16))
        .isEqualTo(hex("c61e7a93744f39ee10734afe3ff7a087"));
    assertThat(SrtpKeys.stream(key, salt, 2, 14)).isEqualTo(hex("30cbbc08863d8c85d49db34a9ae1"));
  }

  @Test
  void numbers_roll_over_on_both_sides() {
    byte[] material = new byte[SrtpKeys.MATERIAL_BYTES];
    new Random(1).nextBytes(material);
    SrtpKeys keys = SrtpKeys.ofServer(material);
    try (var sealer = new RtpSealer(keys, 7);
        var opener = new RtpOpener(keys)) {
      for (int n = 65_000; n < 200_000; n++) {
        byte[] packet = new byte[12 + 3 + 16];
        packet[0] = (byte) 0x80;
        packet[2] = (byte) (n >>> 8);
        packet[3] = (byte) n;
        packet[11] = 7;
        packet[13] = (byte) n;

        int length = sealer.seal(packet, 0, 12, 15);

        assertThat(opener.open(packet, 0, length)).isEqualTo(15);
        assertThat(packet[13]).isEqualTo((byte) n);
      }
    }
  }

  @Test
  void damaged_rtcp_is_refused() {
    var random = new Random(7714);
    try (var opener = new RtcpOpener(KEYS)) {
      for (int i = 0; i < 20_000; i++) {
        byte[] packet = SRTCP.clone();
        packet[random.nextInt(packet.length)] ^= (byte) (1 + random.nextInt(255));
        int length = random.nextInt(3) == 0 ? random.nextInt(packet.length) : packet.length;

        assertThat(opener.open(packet, 0, length)).isEqualTo(-1);
      }
    }
  }
}
