package io.oriel.wire.gamestream.video;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketOpener;

/// Decrypts video datagrams in place (GameStream protocol notes §3.6). One thread.
public final class VideoOpener implements AutoCloseable {
  private final PacketOpener opener;
  private final byte[] iv = new byte[12];

  /// @param key 16 bytes
  public VideoOpener(byte[] key) {
    this.opener = new PacketOpener(CipherSuite.AES_128_GCM, key);
  }

  /// Opens one datagram; the plain one then starts [VideoPacket#SEAL_PREFIX] bytes further on.
  ///
  /// @return `false`: too short or forged
  public boolean open(byte[] b, int at, int length) {
    int n = length - VideoPacket.SEAL_PREFIX;
    if (n <= VideoPacket.HEAD) {
      return false;
    }
    System.arraycopy(b, at, iv, 0, iv.length);
    return opener.open(iv, null, 0, 0, b, at + VideoPacket.SEAL_PREFIX, n, at + 16);
  }

  /// Forgets the key. Any thread.
  @Override
  public void close() {
    opener.close();
  }
}
