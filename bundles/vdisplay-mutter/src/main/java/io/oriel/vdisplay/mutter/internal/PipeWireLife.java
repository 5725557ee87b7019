package io.oriel.vdisplay.mutter.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Whether the PipeWire that was there when a display was opened has ended: a connection on which
/// nothing is said ends with it. Its socket does not tell, as it is soon another one's, or is kept
/// by systemd. One thread at a time.
final class PipeWireLife implements AutoCloseable {
  private final SocketChannel channel; // null: there was none

  private PipeWireLife(SocketChannel channel) {
    this.channel = channel;
  }

  /// Begins to watch.
  ///
  /// @param path of its socket
  static PipeWireLife of(String path) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.configureBlocking(false);
      return new PipeWireLife(channel);
    } catch (IOException _) {
      close(channel);
      return new PipeWireLife(null);
    }
  }

  /// Whether it has ended, or ends soon: its clients learn of it one after the other.
  ///
  /// @param within how long it is waited for
  boolean ended(Duration within) {
    if (channel == null) {
      return true;
    }
    long deadline = System.nanoTime() + within.toNanos();
    var buffer = ByteBuffer.allocate(256);
    try (var selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (channel.read(buffer.clear()) >= 0) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        selector.select(left);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      return true; // reset: it has ended with this connection unread
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // nothing was said on it
    }
  }
}
