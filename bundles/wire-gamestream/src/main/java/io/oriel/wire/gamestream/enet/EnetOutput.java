package io.oriel.wire.gamestream.enet;

import java.net.InetSocketAddress;

/// Where datagrams leave.
@FunctionalInterface
public interface EnetOutput {
  /// Sends one datagram; *borrows* the array until it returns. Loss is allowed.
  void send(InetSocketAddress to, byte[] datagram, int length);
}
