package io.oriel.media.webrtc.internal.srtp;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketSealer;
import java.nio.ByteBuffer;

/// Protects the compound RTCP packets of one source (RFC 7714 §9). One thread.
///
/// ```
/// header and SSRC of the first packet (8 bytes) | cipher text | tag (16) | E (1) index (31)
/// ```
public final class RtcpSealer implements AutoCloseable {
  /// Bytes that protection adds.
  public static final int OVERHEAD = CipherSuite.TAG_BYTES + 4;

  static final int CLEAR = 8;
  static final int ENCRYPTED = 1 << 31;

  private final PacketSealer sealer;
  private final byte[] salt;
  private final byte[] iv = new byte[CipherSuite.IV_BYTES];
  private final byte[] aad = new byte[CLEAR + 4];
  private int index;

  public RtcpSealer(SrtpKeys keys) {
    this(keys, 0);
  }

  RtcpSealer(SrtpKeys keys, int firstIndex) {
    this.sealer = new PacketSealer(CipherSuite.AES_128_GCM, keys.rtcpKey());
    this.salt = keys.rtcpSalt();
    this.index = firstIndex;
  }

  /// Encrypts a packet in place.
  ///
  /// @param packet has [#OVERHEAD] bytes of room behind it
  /// @return its new length
  public int seal(byte[] packet, int length) {
    ByteBuffer b = ByteBuffer.wrap(packet);
    int word = ENCRYPTED | index;
    Ivs.rtcp(iv, salt, b.getInt(4), index);
    index = index + 1 & 0x7fff_ffff;
    System.arraycopy(packet, 0, aad, 0, CLEAR);
    ByteBuffer.wrap(aad).putInt(CLEAR, word);
    sealer.seal(iv, aad, 0, aad.length, packet, CLEAR, length - CLEAR, packet, CLEAR, length);
    b.putInt(length + CipherSuite.TAG_BYTES, word);
    return length + OVERHEAD;
  }

  @Override
  public void close() {
    sealer.close();
  }
}
