package io.oriel.media.webrtc.internal.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A password of ICE, with which messages are authenticated by HMAC-SHA1. One thread.
public final class StunKey {
  private final Mac mac;

  /// @param password of short-term credentials (RFC 8489 §9.1.1)
  public StunKey(String password) {
    try {
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA1", e);
    }
  }

  /// RFC 8489 §14.5: over the message up to the attribute, its length as if that were the last.
  ///
  /// @param at where the attribute begins
  byte[] integrity(byte[] message, int at) {
    byte[] length = new byte[2];
    ByteBuffer.wrap(length).putShort((short) (at + 24 - StunRequest.HEADER));
    mac.update(message, 0, 2);
    mac.update(length);
    mac.update(message, 4, at - 4);
    return mac.doFinal();
  }
}
