package io.oriel.media.wire;

import java.util.Objects;

/// The checks that [PacketSealer] and [PacketOpener] make before a packet may reach native code.
final class Sealing {
  private Sealing() {}

  static void checkKey(CipherSuite suite, byte[] key) {
    if (key.length != suite.keyBytes()) {
      throw new IllegalArgumentException(
          suite + " key of " + key.length + " bytes, not " + suite.keyBytes());
    }
  }

  static void checkIv(byte[] iv) {
    if (iv.length != CipherSuite.IV_BYTES) {
      throw new IllegalArgumentException("IV of " + iv.length + " bytes, not 12");
    }
  }

  /// @param aad `null` stands for none
  static void checkAad(byte[] aad, int offset, int length) {
    if (aad != null || length != 0) {
      checkText(aad, offset, length);
    }
  }

  static void checkText(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > CipherSuite.MAX_BYTES) {
      throw new IllegalArgumentException("packet of " + length + " bytes");
    }
  }

  /// The tag lies in the array, and not on the text.
  static void checkTag(byte[] packet, int offset, int length, int tagOffset) {
    Objects.checkFromIndexSize(tagOffset, CipherSuite.TAG_BYTES, packet.length);
    if (overlap(offset, length, tagOffset, CipherSuite.TAG_BYTES)) {
      throw new IllegalArgumentException(
          "tag at " + tagOffset + " overlaps text at " + offset + " … " + (offset + length - 1));
    }
  }

  static boolean overlap(int a, int aLength, int b, int bLength) {
    return aLength > 0 && bLength > 0 && a < b + bLength && b < a + aLength;
  }
}
