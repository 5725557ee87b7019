package io.oriel.loss;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// Reads what the host answers; runs on the thread `loss-read-down`.
final class Outlet implements Runnable {
  private static final int TURN = 256;

  private final Selector selector;
  private final Direction down;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Parcel.LARGE);

  Outlet(Selector selector, Direction down) {
    this.selector = selector;
    this.down = down;
  }

  @Override
  public void run() {
    try (selector) {
      while (selector.isOpen()) {
        selector.select(this::read);
      }
    } catch (IOException | ClosedSelectorException _) {
      // Closed by the proxy.
    }
  }

  private void read(SelectionKey key) {
    var client = (Client) key.attachment();
    try {
      for (int i = 0; i < TURN; i++) {
        buffer.clear();
        // An empty datagram reads as 0 like none at all; so the address tells them apart.
        if (client.upstream.receive(buffer) == null) {
          return;
        }
        buffer.flip();
        client.seenNanos = System.nanoTime();
        down.accept(buffer, client.toClient);
      }
    } catch (IOException _) {
      // The host does not listen yet, or the client was forgotten; the key goes with its channel.
    }
  }
}
