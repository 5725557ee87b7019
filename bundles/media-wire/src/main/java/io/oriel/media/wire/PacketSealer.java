package io.oriel.media.wire;

import io.oriel.media.wire.internal.aead.Aead;
import io.oriel.media.wire.internal.aead.Aeads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Encrypts and authenticates packets; text and tag go wherever the protocol wants them. One
/// thread; only [#close()] may come from another.
///
/// OpenSSL's libcrypto does it where it is installed, with nothing allocated per packet, else the
/// JDK's cipher.
public final class PacketSealer implements AutoCloseable {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final CipherSuite suite;
  private final Aead aead;
  private boolean used;
  private int last0;
  private int last4;
  private int last8;

  /// @param key as long as [CipherSuite#keyBytes()]; copied
  public PacketSealer(CipherSuite suite, byte[] key) {
    Sealing.checkKey(suite, key);
    this.suite = suite;
    this.aead = Aeads.open(suite, key, true);
  }

  /// Encrypts one packet. In place where `in` and `out` are one array and both offsets are equal.
  ///
  /// @param iv 12 bytes, never used before with this key; borrowed, as all arrays
  /// @param aad additional data, authenticated only; may be `null` when there is none
  /// @param in holds the plain text
  /// @param length of the text, 0 … 65 535
  /// @param out takes the cipher text, at `outOffset`, and the 16 bytes of the tag
  /// @param tagOffset where the tag goes in `out`; outside the cipher text
  /// @throws IllegalStateException the IV is the one of the packet before, or this is closed
  /// @throws IndexOutOfBoundsException something lies outside its array
  /// @throws IllegalArgumentException a length is wrong, or parts overlap that must not
  public void seal(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset,
      int tagOffset) {
    Sealing.checkIv(iv);
    Sealing.checkAad(aad, aadOffset, aadLength);
    Sealing.checkText(in, offset, length);
    Sealing.checkText(out, outOffset, length);
    Sealing.checkTag(out, outOffset, length, tagOffset);
    if (in == out && offset != outOffset && Sealing.overlap(offset, length, outOffset, length)) {
      throw new IllegalArgumentException("plain and cipher text overlap in part");
    }
    freshIv(iv);
    if (!aead.seal(iv, aad, aadOffset, aadLength, in, offset, length, out, outOffset, tagOffset)) {
      throw new IllegalStateException("the sealer is closed");
    }
  }

  /// Catches the bug that would give the key away; a repetition of an older IV is not noticed.
  private void freshIv(byte[] iv) {
    int i0 = (int) INTS.get(iv, 0);
    int i4 = (int) INTS.get(iv, 4);
    int i8 = (int) INTS.get(iv, 8);
    if (used && i0 == last0 && i4 == last4 && i8 == last8) {
      throw new IllegalStateException("the IV of the packet before is used again");
    }
    used = true;
    last0 = i0;
    last4 = i4;
    last8 = i8;
  }

  /// Forgets the key. Any thread; a second call does nothing.
  @Override
  public void close() {
    aead.close();
  }

  @Override
  public String toString() {
    return "PacketSealer[" + suite + "]";
  }
}
