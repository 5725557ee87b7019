package io.oriel.media.webrtc.internal.srtp;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketSealer;

/// Protects the RTP packets of one source (RFC 7714 §8). One thread; packets in the order of their
/// numbers.
public final class RtpSealer implements AutoCloseable {
  private final PacketSealer sealer;
  private final byte[] salt;
  private final byte[] iv = new byte[CipherSuite.IV_BYTES];
  private final int ssrc;
  private int rollOver;
  private int last = -1;

  public RtpSealer(SrtpKeys keys, int ssrc) {
    this.sealer = new PacketSealer(CipherSuite.AES_128_GCM, keys.rtpKey());
    this.salt = keys.rtpSalt();
    this.ssrc = ssrc;
  }

  /// Encrypts a packet in place and appends the tag.
  ///
  /// @param header bytes of the header, extensions included: authenticated only
  /// @param length of the packet; 16 bytes of room follow
  /// @return its new length
  public int seal(byte[] packet, int offset, int header, int length) {
    int number = (packet[offset + 2] & 0xff) << 8 | packet[offset + 3] & 0xff;
    if (last > number) {
      rollOver++;
    }
    last = number;
    Ivs.rtp(iv, salt, ssrc, rollOver, number);
    sealer.seal(
        iv,
        packet,
        offset,
        header,
        packet,
        offset + header,
        length - header,
        packet,
        offset + header,
        offset + length);
    return length + CipherSuite.TAG_BYTES;
  }

  @Override
  public void close() {
    sealer.close();
  }
}
