package io.oriel.client.gamestream.internal.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Counts sound packets and checks what can be checked without playing them: order, timestamps,
/// decryption (GameStream protocol notes §4). Receive thread only.
public final class AudioReceiver implements MediaSocket.Sink {
  private static final int HEAD = 12;
  private static final int DATA = 97;
  private static final int PARITY = 127;
  private static final int MOST_BYTES = 1_400;

  private final StreamCounters counters;
  private final int keyId;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private volatile boolean encrypted;
  private int next = -1;

  public AudioReceiver(StreamCounters counters, byte[] key, int keyId) throws IOException {
    this.counters = counters;
    this.keyId = keyId;
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no AES-CBC", e);
    }
  }

  /// Known once ANNOUNCE was written, which is after the first ping; any thread.
  public void encrypted(boolean value) {
    encrypted = value;
  }

  @Override
  public void datagram(byte[] bytes, int length, long nanos) {
    if (length < HEAD || length > MOST_BYTES || (bytes[0] & 0xc0) != 0x80) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    int type = bytes[1] & 0x7f;
    if (type == PARITY) {
      return;
    }
    int sequence = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    if (type != DATA || encrypted && !opens(bytes, length, sequence)) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    counters.audioPackets.incrementAndGet();
    if (next >= 0) {
      int gap = (short) (sequence - next);
      counters.audioLost.addAndGet(Math.max(0, gap));
    }
    next = sequence + 1 & 0xffff;
  }

  @Override
  public void idle(long nanos) {
    // Missing sound never ends a stream.
  }

  private boolean opens(byte[] bytes, int length, int sequence) {
    try {
      byte[] iv = ByteBuffer.allocate(16).putInt(keyId + sequence).array();
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      return cipher.doFinal(bytes, HEAD, length - HEAD).length > 0;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
