package io.oriel.wire.gamestream.enet;

import java.net.InetSocketAddress;

/// What happens on a host. Called inside [EnetHost]'s own calls, on their thread.
public interface EnetEvents {
  /// Why a peer is gone.
  enum Reason {
    /// It said so.
    REMOTE,
    /// We asked for it.
    LOCAL,
    /// It stopped acknowledging.
    TIMEOUT
  }

  /// Whether a request to connect is expected. Without a `true` it is not even answered
  /// (GameStream protocol notes §5.1, GS-C-01).
  default boolean expected(int data, InetSocketAddress from) {
    return false;
  }

  /// The handshake is complete.
  void connected(EnetPeer peer);

  /// A message, *borrowed* until this returns.
  void message(EnetPeer peer, int channel, byte[] bytes, int offset, int length);

  /// A datagram for this peer came from an address that is not the peer's; the bytes are its first
  /// message. It is dropped unless this calls [EnetPeer#moved] after having authenticated the
  /// message (GS-C-02). The same message is delivered afterwards.
  default void stray(EnetPeer peer, InetSocketAddress from, byte[] bytes, int offset, int length) {}

  /// The peer is gone; its object is dead.
  void disconnected(EnetPeer peer, Reason reason);
}
