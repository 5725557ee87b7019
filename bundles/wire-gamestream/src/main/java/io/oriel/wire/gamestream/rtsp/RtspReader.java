package io.oriel.wire.gamestream.rtsp;

import java.util.Arrays;
import java.util.Optional;

/// Collects one message from a connection, plain or sealed, within limits (GameStream protocol
/// notes §2.1 and 2.2). One thread.
public final class RtspReader {
  private static final int MAX_HEAD = 8 * 1024;
  private static final int MAX_BODY = 16 * 1024;

  private byte[] bytes = new byte[2048];
  private int length;
  private int wanted;

  /// Adds what arrived.
  ///
  /// @return whether the message is complete
  /// @throws RtspException with 400: too long or malformed
  public boolean offer(byte[] from, int at, int count) throws RtspException {
    if (length + count > MAX_HEAD + MAX_BODY + RtspSeal.HEAD) {
      throw new RtspException(400, "RTSP message of more than " + (MAX_HEAD + MAX_BODY) + " bytes");
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    System.arraycopy(from, at, bytes, length, count);
    length += count;
    if (wanted == 0) {
      wanted = sealed() ? sealedLength() : plainLength();
    }
    return wanted > 0 && length >= wanted;
  }

  /// Whether the message is sealed; known after its first byte.
  public boolean sealed() {
    return length > 0 && bytes[0] < 0;
  }

  /// The number of the request as far as it has arrived, see [RtspMessage#sequence()].
  public Optional<String> sequence() {
    return sealed() ? Optional.empty() : RtspMessage.sequence(bytes, length);
  }

  /// The complete message, surplus bytes cut off.
  public byte[] message() {
    return Arrays.copyOf(bytes, wanted);
  }

  private int sealedLength() throws RtspException {
    if (length < 4) {
      return 0;
    }
    int n = RtspSeal.be32(bytes, 0) & 0x7fff_ffff;
    if (n == 0 || n > MAX_HEAD + MAX_BODY) {
      throw new RtspException(400, "sealed RTSP message of " + n + " bytes");
    }
    return RtspSeal.HEAD + n;
  }

  private int plainLength() throws RtspException {
    int end = headEnd();
    if (end < 0) {
      if (length > MAX_HEAD) {
        throw new RtspException(400, "RTSP head of more than " + MAX_HEAD + " bytes");
      }
      return 0;
    }
    RtspMessage head = RtspMessage.parse(Arrays.copyOf(bytes, end));
    String body = "0";
    for (var header : head.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase("Content-Length")) {
        body = header.getValue();
      }
    }
    if (!body.matches("[0-9]{1,5}") || Integer.parseInt(body) > MAX_BODY) {
      throw new RtspException(400, "Content-length is not a number up to " + MAX_BODY);
    }
    return end + Integer.parseInt(body);
  }

  private int headEnd() {
    for (int i = 3; i < length; i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }
}
