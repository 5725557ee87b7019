package io.oriel.wire.gamestream.control;

import io.oriel.media.wire.ReplayWindow;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Opens sealed control messages; the reverse of [ControlSealer]. Each message opens once. One per
/// connection and direction; one thread at a time.
public final class ControlOpener {
  /// Longest plaintext that is opened.
  public static final int MAX_PLAIN = 65_535 - 20;

  private final Cipher cipher = ControlSealer.cipher();
  private final SecretKey key;
  private final ControlScheme scheme;
  private final byte[] iv;
  private final ReplayWindow window = new ReplayWindow(1024);
  private byte[] sealed = new byte[512];
  private byte[] plain = new byte[512];
  private int length;

  /// Scheme v2.
  ///
  /// @param origin who sealed the messages
  public ControlOpener(byte[] key, Origin origin) {
    this(key, origin, ControlScheme.V2);
  }

  public ControlOpener(byte[] key, Origin origin, ControlScheme scheme) {
    this.key = new SecretKeySpec(key, "AES");
    this.scheme = scheme;
    this.iv = scheme.iv(origin);
  }

  /// Opens one message; then [#type()], [#plain()], [#payloadLength()] describe it until the next
  /// call.
  ///
  /// @return `false`: malformed, forged or seen before
  public boolean open(byte[] wire, int at, int length) {
    if (!decrypt(wire, at, length)) {
      return false;
    }
    window.mark(sequence(wire, at));
    return this.length >= 4 && Le.u16(plain, 2) == this.length - 4;
  }

  /// Whether a message is genuine and was not opened before, without using it up.
  public boolean genuine(byte[] wire, int at, int length) {
    return decrypt(wire, at, length);
  }

  private static long sequence(byte[] wire, int at) {
    return Le.i32(wire, at + 4) & 0xffff_ffffL;
  }

  private boolean decrypt(byte[] wire, int at, int total) {
    int n = total - ControlSealer.HEAD;
    if (n < 0 || n > MAX_PLAIN || Le.u16(wire, at) != 1 || Le.u16(wire, at + 2) != total - 4) {
      return false;
    }
    if (!window.fresh(sequence(wire, at))) {
      return false;
    }
    int needed = n + ControlSealer.TAG;
    if (sealed.length < needed) {
      sealed = new byte[needed];
      plain = new byte[needed];
    }
    System.arraycopy(wire, at + ControlSealer.HEAD, sealed, 0, n);
    System.arraycopy(wire, at + 8, sealed, n, ControlSealer.TAG);
    scheme.number(iv, Le.i32(wire, at + 4));
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * ControlSealer.TAG, iv));
      length = cipher.doFinal(sealed, 0, needed, plain, 0);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open a control message", e);
    }
  }

  /// The opened message's type, see [ControlType].
  public int type() {
    return Le.u16(plain, 0);
  }

  /// The opened message: four bytes of type and length, then the payload. Reused by the next call.
  public byte[] plain() {
    return plain;
  }

  /// Bytes of payload, from index 4 of [#plain()].
  public int payloadLength() {
    return length - 4;
  }
}
