package io.oriel.media.wire;

import io.oriel.media.wire.internal.aead.Aead;
import io.oriel.media.wire.internal.aead.Aeads;

/// Verifies and decrypts packets sealed like those of [PacketSealer]. One thread; only [#close()]
/// may come from another.
public final class PacketOpener implements AutoCloseable {
  private final CipherSuite suite;
  private final Aead aead;

  /// @param key as long as [CipherSuite#keyBytes()]; copied
  public PacketOpener(CipherSuite suite, byte[] key) {
    Sealing.checkKey(suite, key);
    this.suite = suite;
    this.aead = Aeads.open(suite, key, false);
  }

  /// Replaces a packet's cipher text by its plain text.
  ///
  /// Lengths read from the network are the caller's to check first: arguments outside the array
  /// are a bug and throw, a packet that is not genuine only yields `false`.
  ///
  /// @param iv 12 bytes; borrowed, as all arrays
  /// @param aad additional data as it was sealed; may be `null` when there is none
  /// @param packet holds text and tag
  /// @param offset of the text
  /// @param length of the text, 0 … 65 535
  /// @param tagOffset of the 16 bytes of the tag, outside the text
  /// @return `false`: forged, damaged, or this is closed; the packet is unchanged
  /// @throws IndexOutOfBoundsException something lies outside its array
  /// @throws IllegalArgumentException a length is wrong, or text and tag overlap
  public boolean open(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] packet,
      int offset,
      int length,
      int tagOffset) {
    Sealing.checkIv(iv);
    Sealing.checkAad(aad, aadOffset, aadLength);
    Sealing.checkText(packet, offset, length);
    Sealing.checkTag(packet, offset, length, tagOffset);
    return aead.open(iv, aad, aadOffset, aadLength, packet, offset, length, tagOffset);
  }

  /// Forgets the key. Any thread; a second call does nothing.
  @Override
  public void close() {
    aead.close();
  }

  @Override
  public String toString() {
    return "PacketOpener[" + suite + "]";
  }
}
