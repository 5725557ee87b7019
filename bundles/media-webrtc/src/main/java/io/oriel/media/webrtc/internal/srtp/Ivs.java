package io.oriel.media.webrtc.internal.srtp;

/// The initialization vectors of RFC 7714.
final class Ivs {
  private Ivs() {}

  /// §8.1: `00 00 | SSRC | roll-over counter | sequence number`, xor the salt.
  static void rtp(byte[] iv, byte[] salt, int ssrc, int rollOver, int number) {
    iv[0] = 0;
    iv[1] = 0;
    put(iv, 2, ssrc);
    put(iv, 6, rollOver);
    iv[10] = (byte) (number >>> 8);
    iv[11] = (byte) number;
    mix(iv, salt);
  }

  /// §9.1: `00 00 | SSRC | 00 00 | index (31 bits)`, xor the salt.
  static void rtcp(byte[] iv, byte[] salt, int ssrc, int index) {
    iv[0] = 0;
    iv[1] = 0;
    put(iv, 2, ssrc);
    iv[6] = 0;
    iv[7] = 0;
    put(iv, 8, index & 0x7fff_ffff);
    mix(iv, salt);
  }

  private static void put(byte[] to, int at, int value) {
    to[at] = (byte) (value >>> 24);
    to[at + 1] = (byte) (value >>> 16);
    to[at + 2] = (byte) (value >>> 8);
    to[at + 3] = (byte) value;
  }

  private static void mix(byte[] iv, byte[] salt) {
    for (int i = 0; i < iv.length; i++) {
      iv[i] ^= salt[i];
    }
  }
}
