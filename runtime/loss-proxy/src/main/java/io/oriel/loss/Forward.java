package io.oriel.loss;

import java.net.InetSocketAddress;

/// A UDP port of the proxy and where what arrives there goes.
///
/// @param listen where clients send to; port 0: any free one
/// @param to the host's address
public record Forward(InetSocketAddress listen, InetSocketAddress to) {
  public Forward {
    if (to.isUnresolved()) {
      throw new IllegalArgumentException("no host of the name " + to.getHostString());
    }
    if (listen.isUnresolved()) {
      throw new IllegalArgumentException("no address of the name " + listen.getHostString());
    }
  }
}
