package io.oriel.media.webrtc.internal.srtp;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketOpener;
import io.oriel.media.wire.ReplayWindow;
import java.nio.ByteBuffer;

/// Verifies and decrypts the RTP packets of one source (RFC 7714 §8), each once. One thread.
public final class RtpOpener implements AutoCloseable {
  private static final int WINDOW = 1024;

  private final PacketOpener opener;
  private final byte[] salt;
  private final byte[] iv = new byte[CipherSuite.IV_BYTES];
  private final ReplayWindow seen = new ReplayWindow(WINDOW);

  public RtpOpener(SrtpKeys keys) {
    this.opener = new PacketOpener(CipherSuite.AES_128_GCM, keys.rtpKey());
    this.salt = keys.rtpSalt();
  }

  /// Decrypts a packet in place.
  ///
  /// @return its length without the tag; -1: malformed, not genuine, or seen before
  public int open(byte[] packet, int offset, int length) {
    int header = header(packet, offset, length - CipherSuite.TAG_BYTES);
    if (header < 0) {
      return -1;
    }
    ByteBuffer b = ByteBuffer.wrap(packet);
    int number = b.getShort(offset + 2) & 0xffff;
    long index = index(number);
    if (!seen.fresh(index)) {
      return -1;
    }
    int end = length - CipherSuite.TAG_BYTES;
    Ivs.rtp(iv, salt, b.getInt(offset + 8), (int) (index >>> 16), number);
    if (!opener.open(
        iv, packet, offset, header, packet, offset + header, end - header, offset + end)) {
      return -1;
    }
    seen.mark(index);
    return end;
  }

  /// The nearest index with this number (RFC 3711 §3.3.1).
  private long index(int number) {
    long highest = seen.highest();
    if (highest < 0) {
      return number;
    }
    long same = (highest & ~0xffffL) + number;
    if (same - highest > 0x8000 && same >= 0x10000) {
      return same - 0x10000;
    }
    return highest - same > 0x8000 ? same + 0x10000 : same;
  }

  /// Bytes of a header with contributors and extensions (RFC 3550 §5.1, §5.3.1); -1: malformed.
  static int header(byte[] packet, int offset, int length) {
    if (length < 12 || (packet[offset] & 0xc0) != 0x80) {
      return -1;
    }
    int header = 12 + 4 * (packet[offset] & 0x0f);
    if ((packet[offset] & 0x10) != 0) {
      if (length < header + 4) {
        return -1;
      }
      int words = ByteBuffer.wrap(packet).getShort(offset + header + 2) & 0xffff;
      header += 4 + 4 * words;
    }
    return header <= length ? header : -1;
  }

  @Override
  public void close() {
    opener.close();
  }
}
