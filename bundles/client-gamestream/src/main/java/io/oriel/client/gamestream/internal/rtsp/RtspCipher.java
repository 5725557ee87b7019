package io.oriel.client.gamestream.internal.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals requests and opens answers of the scheme `rtspenc` (GameStream protocol notes §2.2).
///
/// ```
/// 0  BE32  0x80000000 + length of the ciphertext
/// 4  BE32  sequence number
/// 8  16    GCM tag
/// 24 n     ciphertext
/// ```
final class RtspCipher {
  private static final int HEAD = 24;
  private final SecretKeySpec key;
  private int sequence;
  private int lastFromHost;

  RtspCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] seal(byte[] plain) throws IOException {
    sequence++;
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv(sequence, 'C')));
      byte[] sealed = cipher.doFinal(plain);
      ByteBuffer out = ByteBuffer.allocate(HEAD + plain.length);
      out.putInt(0x80000000 | plain.length).putInt(sequence);
      out.put(sealed, plain.length, 16).put(sealed, 0, plain.length);
      return out.array();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot seal an RTSP request", e);
    }
  }

  byte[] open(byte[] message) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(message);
    if (message.length < HEAD || in.getInt(0) >= 0) {
      throw new IOException("the host answered an encrypted RTSP request in the clear");
    }
    int length = in.getInt(0) & 0x7fffffff;
    if (length != message.length - HEAD) {
      throw new IOException(
          "an RTSP answer announces " + length + " bytes and has " + (message.length - HEAD));
    }
    int number = in.getInt(4);
    if (number <= lastFromHost) {
      throw new IOException("the host repeats the RTSP sequence number " + number);
    }
    lastFromHost = number;
    byte[] sealed = Arrays.copyOfRange(message, HEAD, HEAD + length + 16);
    System.arraycopy(message, 8, sealed, length, 16);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, iv(number, 'H')));
      return cipher.doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new IOException("an RTSP answer cannot be decrypted", e);
    }
  }

  private static byte[] iv(int number, char origin) {
    ByteBuffer iv = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(number);
    iv.put(10, (byte) origin).put(11, (byte) 'R');
    return iv.array();
  }
}
