package io.oriel.media.webrtc.internal.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Answers to Binding requests, with integrity and fingerprint. Stateless.
public final class StunResponse {
  private static final int SUCCESS = 0x0101;
  private static final int ERROR = 0x0111;
  private static final int LONGEST = 128;

  private StunResponse() {}

  /// The request was heard from this address (RFC 8489 §14.2).
  public static byte[] success(StunRequest request, InetSocketAddress from, StunKey key) {
    ByteBuffer b = begin(request, SUCCESS);
    byte[] address = from.getAddress().getAddress();
    attribute(b, StunRequest.XOR_MAPPED_ADDRESS, 4 + address.length);
    b.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2));
    b.putShort((short) (from.getPort() ^ StunRequest.COOKIE >>> 16));
    for (int i = 0; i < address.length; i++) {
      b.put((byte) (address[i] ^ request.bytes()[4 + i])); // cookie, then transaction id
    }
    return end(b, key);
  }

  /// The sender took the controlled role, which is ours always (RFC 8445 §7.3.1.1).
  public static byte[] roleConflict(StunRequest request, StunKey key) {
    ByteBuffer b = begin(request, ERROR);
    error(b, 487, "Role Conflict");
    return end(b, key);
  }

  /// The request has an attribute that must be understood (RFC 8489 §6.3.1).
  public static byte[] unknownAttribute(StunRequest request, StunKey key) {
    ByteBuffer b = begin(request, ERROR);
    error(b, 420, "Unknown Attribute");
    attribute(b, StunRequest.UNKNOWN_ATTRIBUTES, 2);
    b.putShort((short) request.unknown()).putShort((short) 0);
    return end(b, key);
  }

  private static ByteBuffer begin(StunRequest request, int type) {
    ByteBuffer b = ByteBuffer.allocate(LONGEST);
    b.putShort((short) type).putShort((short) 0);
    b.put(request.bytes(), 4, StunRequest.HEADER - 4);
    return b;
  }

  private static void attribute(ByteBuffer b, int type, int length) {
    b.putShort((short) type).putShort((short) length);
  }

  private static void error(ByteBuffer b, int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    attribute(b, StunRequest.ERROR_CODE, 4 + text.length);
    b.putShort((short) 0).put((byte) (code / 100)).put((byte) (code % 100)).put(text);
    while (b.position() % 4 != 0) {
      b.put((byte) 0);
    }
  }

  private static byte[] end(ByteBuffer b, StunKey key) {
    int at = b.position();
    byte[] integrity = key.integrity(b.array(), at);
    attribute(b, StunRequest.INTEGRITY, integrity.length);
    b.put(integrity);
    int mark = b.position();
    b.putShort(2, (short) (mark + 8 - StunRequest.HEADER));
    attribute(b, StunRequest.FINGERPRINT, 4);
    b.putInt(StunRequest.checksum(b.array(), mark));
    return Arrays.copyOf(b.array(), b.position());
  }
}
