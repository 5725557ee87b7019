package io.oriel.transport.gamestream.internal.http;

import java.io.IOException;
import java.net.InetAddress;

/// Another program listens on a port of ours.
public final class PortTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int port;

  PortTakenException(InetAddress address, int port, Throwable cause) {
    super(
        "cannot listen on port "
            + port
            + " of "
            + address.getHostAddress()
            + ": "
            + cause.getMessage(),
        cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
