package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens of Retry packets (RFC 9000 §8.1.2): a client shows that it gets what is sent to it.
///
/// Asked for only while many connections are half open. A token is `u64 seconds`, 16 bytes of
/// HMAC-SHA256 over time, address and connection id, and the original connection id. No state is
/// kept for clients that have none yet, or that the gate does not admit.
final class AddressTokens implements QuicTokenHandler {
  private static final int MAC_BYTES = 16;
  private static final int HEAD = 8 + MAC_BYTES;
  private static final int MOST_ID = 20; // RFC 9000 §17.2
  private static final long VALID_SECONDS = 20;

  private final Gate gate;
  private final LongSupplier seconds;
  private final Mac mac;

  /// @param seconds a clock that does not go back
  AddressTokens(Gate gate, LongSupplier seconds) throws GeneralSecurityException {
    this.gate = gate;
    this.seconds = seconds;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf connectionId, InetSocketAddress address) {
    if (!gate.crowded() && gate.admits(address.getAddress())) {
      return false;
    }
    byte[] id = new byte[Math.min(connectionId.readableBytes(), MOST_ID)];
    connectionId.getBytes(connectionId.readerIndex(), id);
    long now = seconds.getAsLong();
    out.writeLong(now).writeBytes(sign(now, id, address), 0, MAC_BYTES).writeBytes(id);
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    int idBytes = token.readableBytes() - HEAD;
    if (idBytes < 0 || idBytes > MOST_ID || !gate.admits(address.getAddress())) {
      return -1;
    }
    long made = token.getLong(token.readerIndex());
    long age = seconds.getAsLong() - made;
    if (age < 0 || age > VALID_SECONDS) {
      return -1;
    }
    byte[] signed = new byte[MAC_BYTES];
    token.getBytes(token.readerIndex() + 8, signed);
    byte[] id = new byte[idBytes];
    token.getBytes(token.readerIndex() + HEAD, id);
    byte[] right = java.util.Arrays.copyOf(sign(made, id, address), MAC_BYTES);
    return MessageDigest.isEqual(signed, right) ? HEAD : -1;
  }

  private byte[] sign(long made, byte[] id, InetSocketAddress address) {
    mac.update(ByteBuffer.allocate(12).putLong(made).putInt(address.getPort()).flip());
    mac.update(address.getAddress().getAddress());
    return mac.doFinal(id);
  }

  @Override
  public int maxTokenLength() {
    return HEAD + MOST_ID;
  }
}
