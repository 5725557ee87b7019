package io.oriel.wire.gamestream.enet;

/// Fills the fields that CONNECT and VERIFY_CONNECT have in common.
final class Handshake {
  private Handshake() {}

  static void fill(
      byte[] c, int peerId, int incoming, int outgoing, int mtu, int channels, int connectId) {
    Enet.put16(c, 4, peerId);
    c[6] = (byte) incoming;
    c[7] = (byte) outgoing;
    Enet.put32(c, 8, mtu);
    Enet.put32(c, 12, Enet.WINDOW_BYTES);
    Enet.put32(c, 16, channels);
    // throttle interval, acceleration, deceleration: ENet's defaults
    Enet.put32(c, 28, 5000);
    Enet.put32(c, 32, 2);
    Enet.put32(c, 36, 2);
    Enet.put32(c, 40, connectId);
  }
}
