package io.oriel.media.wire.internal.aead;

import io.oriel.media.wire.CipherSuite;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/// The JDK's cipher. It allocates about 0.9 kB per packet (AES) or 2 kB (ChaCha20) for the IV and
/// its own set-up. Heap arrays on purpose: direct buffers cost twice the time.
public final class JdkAead implements Aead {
  private static final int TAG = CipherSuite.TAG_BYTES;

  private final boolean aes;
  private final int mode;
  private final Cipher cipher;
  private final WipedKey key;
  private byte[] sealed = new byte[2048]; // text and tag in the one piece that the cipher wants
  private byte[] plain = new byte[2048];

  /// @param key copied
  public JdkAead(CipherSuite suite, byte[] key, boolean encrypt) {
    aes = suite == CipherSuite.AES_128_GCM;
    mode = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    try {
      cipher = Cipher.getInstance(aes ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + suite, e); // every JDK since 11 has both
    }
    this.key = new WipedKey(aes ? "AES" : "ChaCha20", key.clone());
  }

  @Override
  public boolean seal(
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
    reserve(length);
    try {
      begin(iv, aad, aadOffset, aadLength);
      cipher.doFinal(in, offset, length, sealed, 0);
    } catch (GeneralSecurityException e) {
      if (key.isDestroyed()) {
        return false;
      }
      throw new IllegalStateException("cannot seal a packet: " + e.getMessage(), e);
    }
    System.arraycopy(sealed, 0, out, outOffset, length);
    System.arraycopy(sealed, length, out, tagOffset, TAG);
    return true;
  }

  @Override
  public boolean open(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] packet,
      int offset,
      int length,
      int tagOffset) {
    reserve(length);
    System.arraycopy(packet, offset, sealed, 0, length);
    System.arraycopy(packet, tagOffset, sealed, length, TAG);
    try {
      begin(iv, aad, aadOffset, aadLength);
      cipher.doFinal(sealed, 0, length + TAG, plain, 0);
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      if (key.isDestroyed()) {
        return false;
      }
      throw new IllegalStateException("cannot open a packet: " + e.getMessage(), e);
    }
    System.arraycopy(plain, 0, packet, offset, length);
    return true;
  }

  private void reserve(int length) {
    if (sealed.length < length + TAG) {
      sealed = new byte[length + TAG];
      plain = new byte[length + TAG];
    }
  }

  private void begin(byte[] iv, byte[] aad, int aadOffset, int aadLength)
      throws GeneralSecurityException {
    AlgorithmParameterSpec spec = aes ? new GCMParameterSpec(8 * TAG, iv) : new IvParameterSpec(iv);
    cipher.init(mode, key, spec);
    if (aadLength > 0) {
      cipher.updateAAD(aad, aadOffset, aadLength);
    }
  }

  /// Wipes the key held here; copies inside the JDK's cipher go with the garbage.
  @Override
  public void close() {
    key.destroy();
  }
}
