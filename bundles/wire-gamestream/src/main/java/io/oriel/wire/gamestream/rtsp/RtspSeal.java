package io.oriel.wire.gamestream.rtsp;

import io.oriel.wire.gamestream.control.Origin;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Sealed RTSP messages (GameStream protocol notes §2.2):
///
/// ```
/// 0  0x80000000 + length BE32 │ 4  sequence BE32 │ 8  GCM tag (16) │ 24  ciphertext
/// IV: sequence LE32 │ six zero bytes │ C or H │ 'R'
/// ```
///
/// Any thread; the caller counts, and never uses a number twice under one key.
public final class RtspSeal {
  /// Bytes before the ciphertext.
  public static final int HEAD = 24;

  private static final int TAG = 16;

  private RtspSeal() {}

  /// An opened message.
  ///
  /// @param sequence 32 bits, unsigned; the caller checks that it increases
  public record Opened(long sequence, byte[] plain) {}

  /// Seals a message.
  public static byte[] seal(byte[] key, Origin origin, long sequence, byte[] plain) {
    try {
      byte[] out = cipher(Cipher.ENCRYPT_MODE, key, origin, (int) sequence).doFinal(plain);
      byte[] wire = new byte[HEAD + plain.length];
      put32(wire, 0, 0x8000_0000 | plain.length);
      put32(wire, 4, (int) sequence);
      System.arraycopy(out, plain.length, wire, 8, TAG);
      System.arraycopy(out, 0, wire, HEAD, plain.length);
      return wire;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal an RTSP message", e);
    }
  }

  /// Opens a message.
  ///
  /// @return empty: malformed, or sealed with another key
  public static Optional<Opened> open(byte[] key, Origin origin, byte[] wire) {
    if (wire.length <= HEAD || be32(wire, 0) != (0x8000_0000 | wire.length - HEAD)) {
      return Optional.empty();
    }
    int n = wire.length - HEAD;
    byte[] in = Arrays.copyOfRange(wire, HEAD, HEAD + n + TAG);
    System.arraycopy(wire, 8, in, n, TAG);
    int sequence = be32(wire, 4);
    try {
      byte[] plain = cipher(Cipher.DECRYPT_MODE, key, origin, sequence).doFinal(in);
      return Optional.of(new Opened(sequence & 0xffff_ffffL, plain));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open an RTSP message", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, Origin origin, int sequence)
      throws GeneralSecurityException {
    byte[] iv = new byte[12];
    put32(iv, 0, Integer.reverseBytes(sequence));
    iv[10] = origin.letter();
    iv[11] = 'R';
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, iv));
    return cipher;
  }

  static int be32(byte[] b, int at) {
    return (b[at] & 0xff) << 24
        | (b[at + 1] & 0xff) << 16
        | (b[at + 2] & 0xff) << 8
        | b[at + 3] & 0xff;
  }

  private static void put32(byte[] b, int at, int value) {
    for (int i = 0; i < 4; i++) {
      b[at + i] = (byte) (value >> 24 - 8 * i);
    }
  }
}
