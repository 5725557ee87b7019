package io.oriel.vdisplay.mutter.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/// Whether somebody listens on PipeWire's socket.
final class PipeWireSocket {
  private PipeWireSocket() {}

  static boolean answers(String path) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException _) {
      return false;
    }
  }
}
