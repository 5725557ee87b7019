package io.oriel.wire.gamestream.control;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals control messages (GameStream protocol notes §5.2 to 5.4):
///
/// ```
/// 0  0x0001 LE16 │ 2  length of the rest LE16 │ 4  sequence LE32 │ 8  tag (16) │ 24  ciphertext
/// plaintext: type LE16 │ payload length LE16 │ payload
/// IV: see ControlScheme
/// ```
///
/// One per connection and direction; one thread at a time.
public final class ControlSealer {
  static final int HEAD = 24;
  static final int TAG = 16;

  private final Cipher cipher;
  private final SecretKey key;
  private final ControlScheme scheme;
  private final byte[] iv;
  private long sequence;

  /// Scheme v2.
  ///
  /// @param key the connection's AES-128 key
  public ControlSealer(byte[] key, Origin origin) {
    this(key, origin, ControlScheme.V2);
  }

  public ControlSealer(byte[] key, Origin origin, ControlScheme scheme) {
    this.key = new SecretKeySpec(key, "AES");
    this.cipher = cipher();
    this.scheme = scheme;
    this.iv = scheme.iv(origin);
  }

  static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES-GCM", e);
    }
  }

  /// Sets the number of the next message; a connection starts at 0.
  public void sequence(long next) {
    sequence = next;
  }

  /// Seals one message.
  public byte[] seal(int type, byte[] payload) {
    return seal(ControlMessages.plain(type, payload));
  }

  /// Seals a message that is already framed with type and length.
  public byte[] seal(byte[] plain) {
    if (sequence > 0xffff_ffffL) {
      throw new IllegalStateException("all sequence numbers of this key are used up");
    }
    byte[] wire = new byte[HEAD + plain.length];
    Le.put16(wire, 0, 1);
    Le.put16(wire, 2, HEAD - 4 + plain.length);
    Le.put32(wire, 4, (int) sequence);
    scheme.number(iv, (int) sequence);
    sequence++;
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv));
      byte[] out = cipher.doFinal(plain);
      System.arraycopy(out, plain.length, wire, 8, TAG);
      System.arraycopy(out, 0, wire, HEAD, plain.length);
      Arrays.fill(out, (byte) 0);
      return wire;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a control message", e);
    }
  }
}
