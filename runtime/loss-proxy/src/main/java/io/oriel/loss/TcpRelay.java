package io.oriel.loss;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Passes TCP connections on as they are, so that a host's other ports are found at the same
/// address as its impaired ones.
public final class TcpRelay implements AutoCloseable {
  private static final int MOST_SOCKETS = 128; // two of each connection
  private static final int CONNECT_MILLIS = 5_000;
  private static final long PAUSE_NANOS = 50_000_000;

  private final ServerSocket server;
  private final InetSocketAddress to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  private TcpRelay(ServerSocket server, InetSocketAddress to) {
    this.server = server;
    this.to = to;
    acceptor = Thread.ofVirtual().name("loss-tcp").unstarted(this::accept);
  }

  /// @throws IOException the port cannot be bound; the message names it
  public static TcpRelay start(InetSocketAddress listen, InetSocketAddress to) throws IOException {
    var server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(listen);
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen on TCP " + listen + ": " + e.getMessage(), e);
    }
    var relay = new TcpRelay(server, to);
    relay.acceptor.start();
    return relay;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (open.size() >= MOST_SOCKETS) {
          client.close();
        } else {
          open.add(client);
          Thread.ofVirtual().name("loss-tcp-up").start(() -> serve(client));
        }
      } catch (IOException _) {
        // Closed, or a connection that was gone before it was accepted; or there is no descriptor
        // left, which would go on at once.
        pause();
      }
    }
  }

  private void pause() {
    if (!server.isClosed()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void serve(Socket client) {
    try (client;
        var host = new Socket()) {
      open.add(host);
      host.connect(to, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      host.setTcpNoDelay(true);
      Thread down = Thread.ofVirtual().name("loss-tcp-down").start(() -> pass(host, client));
      pass(client, host);
      down.join();
    } catch (IOException _) {
      // The client sees its connection closed, as if the host had refused it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // Neither side can go on.
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // Its port is free when nobody waits there any more.
      acceptor.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    open.forEach(TcpRelay::close);
  }
}
