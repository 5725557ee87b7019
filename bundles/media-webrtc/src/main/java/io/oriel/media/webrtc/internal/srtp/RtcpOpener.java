package io.oriel.media.webrtc.internal.srtp;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketOpener;
import io.oriel.media.wire.ReplayWindow;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Verifies and decrypts the RTCP packets of a peer (RFC 7714 §9), each once. One thread.
public final class RtcpOpener implements AutoCloseable {
  private static final int WINDOW = 128;
  private static final int MOST_SOURCES = 8; // a browser reports from one or two

  private final PacketOpener opener;
  private final byte[] salt;
  private final byte[] iv = new byte[CipherSuite.IV_BYTES];
  private final byte[] aad = new byte[RtcpSealer.CLEAR + 4];
  private final Map<Integer, ReplayWindow> seen = new HashMap<>();

  public RtcpOpener(SrtpKeys keys) {
    this.opener = new PacketOpener(CipherSuite.AES_128_GCM, keys.rtcpKey());
    this.salt = keys.rtcpSalt();
  }

  /// Decrypts a packet in place.
  ///
  /// @return its length without protection; -1: not genuine, not encrypted, or seen before
  public int open(byte[] packet, int offset, int length) {
    int clear = length - RtcpSealer.OVERHEAD;
    if (clear < RtcpSealer.CLEAR) {
      return -1;
    }
    ByteBuffer b = ByteBuffer.wrap(packet);
    int ssrc = b.getInt(offset + 4);
    int word = b.getInt(offset + length - 4);
    if ((word & RtcpSealer.ENCRYPTED) == 0) {
      return -1; // allowed by §9.3, but DTLS-SRTP promises encryption
    }
    int index = word & ~RtcpSealer.ENCRYPTED;
    ReplayWindow window = seen.get(ssrc);
    if (window == null ? seen.size() == MOST_SOURCES : !window.fresh(index)) {
      return -1;
    }
    Ivs.rtcp(iv, salt, ssrc, index);
    System.arraycopy(packet, offset, aad, 0, RtcpSealer.CLEAR);
    ByteBuffer.wrap(aad).putInt(RtcpSealer.CLEAR, word);
    int text = offset + RtcpSealer.CLEAR;
    if (!opener.open(
        iv, aad, 0, aad.length, packet, text, clear - RtcpSealer.CLEAR, offset + clear)) {
      return -1;
    }
    seen.computeIfAbsent(ssrc, _ -> new ReplayWindow(WINDOW)).mark(index);
    return clear;
  }

  @Override
  public void close() {
    opener.close();
  }
}
