package io.oriel.media.wire;

import io.oriel.media.core.Counter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Objects;

/// Receives one by one from a channel. Allocates what the channel does.
final class ChannelReceiver implements DatagramReceiver {
  private final ChannelSocket socket;
  private final Selector selector = Selector.open();
  private final ByteBuffer bytes;
  private final Counter datagrams = new Counter();
  private final Counter oversized = new Counter();
  private InetSocketAddress source;

  ChannelReceiver(ChannelSocket socket, int longest) throws IOException {
    this.socket = socket;
    bytes = ByteBuffer.allocateDirect(longest + 1); // one more, to notice what is longer
    socket.channel.register(selector, SelectionKey.OP_READ);
  }

  /// The socket was closed.
  void wake() {
    try {
      selector.close(); // wakes it
    } catch (IOException e) {
      selector.wakeup();
    }
  }

  @Override
  public int receive(byte[] to, int offset, long timeoutNanos) throws IOException {
    Objects.checkIndex(offset, to.length + 1);
    long deadline = System.nanoTime() + timeoutNanos;
    try {
      while (true) {
        bytes.clear();
        var from = (InetSocketAddress) socket.channel.receive(bytes);
        int length = bytes.position();
        if (from == null) {
          long left = deadline - System.nanoTime();
          if (timeoutNanos <= 0 || left <= 0) {
            return -1;
          }
          selector.select(left / 1_000_000 + 1);
          selector.selectedKeys().clear();
        } else if (length == bytes.capacity() || length > to.length - offset) {
          oversized.increment();
        } else {
          source = from;
          bytes.get(0, to, offset, length);
          datagrams.increment();
          return length;
        }
      }
    } catch (ClosedChannelException | ClosedSelectorException e) {
      return -1;
    }
  }

  @Override
  public InetSocketAddress source() {
    return source;
  }

  @Override
  public long datagrams() {
    return datagrams.get();
  }

  @Override
  public long oversized() {
    return oversized.get();
  }
}
