package io.oriel.loss;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/// A port that clients send to, and who they are. One thread, except [#size()].
final class Entrance implements AutoCloseable {
  final DatagramChannel listening;
  private final Forward forward;
  private final Limits limits;
  private final Map<SocketAddress, Client> clients = new HashMap<>();
  private InetAddress source;
  private volatile int size;

  private Entrance(DatagramChannel listening, Forward forward, Limits limits) {
    this.listening = listening;
    this.forward = forward;
    this.limits = limits;
  }

  static Entrance open(Forward wanted, Limits limits) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      Sockets.prepare(channel);
      channel.bind(wanted.listen());
      var bound = new Forward((InetSocketAddress) channel.getLocalAddress(), wanted.to());
      return new Entrance(channel, bound, limits);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen on UDP " + wanted.listen() + ": " + e.getMessage(), e);
    }
  }

  Forward forward() {
    return forward;
  }

  /// Clients known now.
  int size() {
    return size;
  }

  /// @return `null` for a stranger
  Client known(SocketAddress address) {
    return clients.get(address);
  }

  /// @return `null`: there are too many, or no socket for one more
  Client admit(SocketAddress address) {
    if (clients.size() >= limits.clients()) {
      return null;
    }
    Client client;
    try {
      client = Client.open(forward.to(), source, listening, address);
    } catch (IOException _) {
      return null;
    }
    clients.put(address, client);
    size = clients.size();
    return client;
  }

  /// Lets the host see all clients, and those to come, at another address, each at a new port.
  ///
  /// @param opened gets every client's new socket
  void move(InetAddress to, Consumer<Client> opened) throws IOException {
    source = to;
    for (var entry : clients.entrySet()) {
      Client moved = entry.getValue().moved(forward.to(), to);
      entry.setValue(moved);
      opened.accept(moved);
    }
  }

  /// Forgets those who have been idle for long.
  void expire() {
    long now = System.nanoTime();
    for (Iterator<Client> all = clients.values().iterator(); all.hasNext(); ) {
      Client client = all.next();
      if (now - client.seenNanos > limits.idle().toNanos()) {
        all.remove();
        try {
          client.close();
        } catch (IOException _) {
          // Closed all the same.
        }
      }
    }
    size = clients.size();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Client client : clients.values()) {
      client.close();
    }
    clients.clear();
    size = 0;
  }
}
