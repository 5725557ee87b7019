package io.oriel.loss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Reads what clients send, and keeps track of who they are; runs on the thread `loss-read-up`.
final class Inlet implements Runnable {
  private static final long EXPIRE_MILLIS = 250;
  private static final int TURN = 256;

  private final List<Entrance> entrances;
  private final Selector selector;
  private final Selector outlet;
  private final Direction up;
  private final AtomicLong refused;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(Parcel.LARGE);
  private final AtomicReference<InetAddress> moving = new AtomicReference<>();
  private long expiredNanos = System.nanoTime();

  /// @param outlet where the clients' sockets to the host are registered
  Inlet(
      List<Entrance> entrances,
      Selector selector,
      Selector outlet,
      Direction up,
      AtomicLong refused) {
    this.entrances = entrances;
    this.selector = selector;
    this.outlet = outlet;
    this.up = up;
    this.refused = refused;
  }

  @Override
  public void run() {
    try (selector) {
      while (selector.isOpen()) {
        selector.select(this::read, EXPIRE_MILLIS);
        move(moving.getAndSet(null));
        if (System.nanoTime() - expiredNanos > EXPIRE_MILLIS * 1_000_000) {
          expiredNanos = System.nanoTime();
          for (Entrance entrance : entrances) {
            entrance.expire();
          }
        }
      }
    } catch (IOException | ClosedSelectorException _) {
      // Closed by the proxy.
    }
  }

  /// Lets the host see the clients at another address soon. Any thread.
  void moveTo(InetAddress source) {
    moving.set(source);
    selector.wakeup();
  }

  private void move(InetAddress source) {
    if (source == null) {
      return;
    }
    for (Entrance entrance : entrances) {
      try {
        entrance.move(source, this::listen);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot send from " + source.getHostAddress(), e);
      }
    }
  }

  /// The host's answers to a client are read from now on.
  private void listen(Client client) {
    try {
      client.upstream.register(outlet, SelectionKey.OP_READ, client);
    } catch (ClosedChannelException e) {
      throw new UncheckedIOException(e); // it was opened a moment ago by this thread
    }
    outlet.wakeup();
  }

  private void read(SelectionKey key) {
    var entrance = (Entrance) key.attachment();
    try {
      for (int i = 0; i < TURN; i++) {
        buffer.clear();
        SocketAddress from = entrance.listening.receive(buffer);
        if (from == null) {
          return;
        }
        buffer.flip();
        Client client = client(entrance, from);
        if (client != null) {
          client.seenNanos = System.nanoTime();
          up.accept(buffer, client.toHost);
        }
      }
    } catch (IOException _) {
      // An error that an earlier datagram met on its way back; there may be more to read.
    }
  }

  private Client client(Entrance entrance, SocketAddress from) {
    Client client = entrance.known(from);
    if (client == null) {
      client = entrance.admit(from);
      if (client == null) {
        refused.getAndIncrement();
        return null;
      }
      listen(client);
    }
    return client;
  }
}
