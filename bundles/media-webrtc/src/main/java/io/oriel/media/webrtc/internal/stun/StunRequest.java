package io.oriel.media.webrtc.internal.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A STUN Binding request of an ICE agent (RFC 8489 §5 and §14, RFC 8445 §7.1), well formed and of
/// right fingerprint; its integrity is still to be checked with [#verify].
///
/// ```
///  0 0 | type (14) | length (16): of what follows the header
///  magic cookie 0x2112A442
///  transaction id (96)
///  attributes: type (16) | length (16) | value, padded to 4 bytes
/// ```
///
/// @param bytes a copy of the message
/// @param username of the attribute USERNAME: ours, a colon, theirs
/// @param useCandidate the pair is nominated
/// @param controlled the sender believes to be controlled, as this side always is
/// @param unknown a type of attribute that must be understood and is not; 0: none
/// @param integrityAt where the attribute MESSAGE-INTEGRITY begins
public record StunRequest(
    byte[] bytes,
    String username,
    boolean useCandidate,
    boolean controlled,
    int unknown,
    int integrityAt) {
  /// Longest request that is looked at; those of browsers have about 100 bytes.
  public static final int LONGEST = 548;

  static final int HEADER = 20;
  static final int COOKIE = 0x2112A442;
  static final int FINGERPRINT_XOR = 0x5354554e;

  static final int USERNAME = 0x0006;
  static final int INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int FINGERPRINT = 0x8028;

  private static final int BINDING_REQUEST = 0x0001;
  private static final int INTEGRITY_SHA256 = 0x001C;
  private static final int PRIORITY = 0x0024;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int ICE_CONTROLLED = 0x8029;
  private static final int LONGEST_USERNAME = 513; // RFC 8489 §14.3: fewer than 509 bytes of text

  /// Reads a message.
  ///
  /// @return `null`: no Binding request, damaged, or without what ICE demands (RFC 8445 §7.1)
  public static StunRequest parse(byte[] from, int offset, int length) {
    if (length < HEADER || length > LONGEST || length % 4 != 0) {
      return null;
    }
    byte[] bytes = Arrays.copyOfRange(from, offset, offset + length);
    ByteBuffer b = ByteBuffer.wrap(bytes);
    if (b.getShort(0) != BINDING_REQUEST
        || (b.getShort(2) & 0xffff) != length - HEADER
        || b.getInt(4) != COOKIE) {
      return null;
    }
    return attributes(b);
  }

  private static StunRequest attributes(ByteBuffer b) {
    String username = null;
    boolean useCandidate = false;
    boolean controlled = false;
    int unknown = 0;
    int integrityAt = 0;
    int at = HEADER;
    int end = b.capacity();
    while (end - at >= 4) {
      int type = b.getShort(at) & 0xffff;
      int length = b.getShort(at + 2) & 0xffff;
      int next = at + 4 + (length + 3 & ~3);
      if (next > end) {
        return null;
      }
      if (type == FINGERPRINT) {
        boolean last = next == end && length == 4;
        return last && integrityAt > 0 && username != null && fingerprint(b, at)
            ? new StunRequest(b.array(), username, useCandidate, controlled, unknown, integrityAt)
            : null;
      }
      if (integrityAt == 0) { // RFC 8489 §14.5: what follows the integrity is ignored
        switch (type) {
          case USERNAME -> {
            if (length > LONGEST_USERNAME) {
              return null;
            }
            username = new String(b.array(), at + 4, length, StandardCharsets.UTF_8);
          }
          case INTEGRITY -> {
            if (length != 20) {
              return null;
            }
            integrityAt = at;
          }
          case USE_CANDIDATE -> useCandidate = true;
          case ICE_CONTROLLED -> controlled = true;
          case PRIORITY, INTEGRITY_SHA256 -> {}
          default -> unknown = type < 0x8000 && unknown == 0 ? type : unknown;
        }
      }
      at = next;
    }
    return null; // no fingerprint
  }

  private static boolean fingerprint(ByteBuffer b, int at) {
    return b.getInt(at + 4) == checksum(b.array(), at);
  }

  /// RFC 8489 §14.7.
  static int checksum(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  /// Our part of the user name, by which a peer is found.
  public String localFragment() {
    int colon = username.indexOf(':');
    return colon < 0 ? username : username.substring(0, colon);
  }

  /// Whether the sender knows the password (RFC 8489 §14.5).
  public boolean verify(StunKey key) {
    byte[] expected = key.integrity(bytes, integrityAt);
    byte[] given = Arrays.copyOfRange(bytes, integrityAt + 4, integrityAt + 24);
    return MessageDigest.isEqual(expected, given);
  }

  /// Not the contents: the integrity would help somebody who guesses passwords.
  @Override
  public String toString() {
    return "StunRequest[" + bytes.length + " bytes]";
  }
}
