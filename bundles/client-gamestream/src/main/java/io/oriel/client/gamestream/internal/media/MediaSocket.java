package io.oriel.client.gamestream.internal.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;

/// One UDP socket with its receive thread and its ping.
public final class MediaSocket implements AutoCloseable {
  private static final int POLL_MILLIS = 100;
  private static final int MAX_DATAGRAM = 9_216;

  private final DatagramSocket socket;
  private final Pinger pinger;
  private final Sink sink;
  private final Consumer<Throwable> died;
  private final Thread thread;
  private volatile boolean closed;

  /// Takes what comes in, and gets a call about ten times a second when nothing does. Receive
  /// thread.
  public interface Sink {
    void datagram(byte[] bytes, int length, long nanos);

    void idle(long nanos);
  }

  /// @param own where it listens; port 0: any
  public MediaSocket(
      InetSocketAddress own,
      InetSocketAddress host,
      String payload,
      int bufferBytes,
      String name,
      Sink sink,
      Consumer<Throwable> died)
      throws IOException {
    this.socket = new DatagramSocket(own);
    this.pinger = new Pinger(host, payload);
    this.sink = sink;
    this.died = died;
    socket.setReceiveBufferSize(bufferBytes);
    socket.setSoTimeout(POLL_MILLIS);
    this.thread = Thread.ofPlatform().name(name).start(this::run);
  }

  private void run() {
    byte[] buffer = new byte[MAX_DATAGRAM];
    var packet = new DatagramPacket(buffer, buffer.length);
    try {
      while (!closed) {
        pinger.pingIfDue(socket, System.nanoTime());
        packet.setLength(buffer.length);
        try {
          socket.receive(packet);
          sink.datagram(buffer, packet.getLength(), System.nanoTime());
        } catch (SocketTimeoutException | PortUnreachableException _) {
          // Nothing there, or not yet: look at the clock and go on.
        }
        sink.idle(System.nanoTime());
      }
    } catch (SocketException e) {
      if (!closed) {
        died.accept(e);
      }
    } catch (IOException | UncheckedIOException e) {
      died.accept(e);
    } catch (RuntimeException | Error e) {
      died.accept(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
    if (Thread.currentThread() != thread) {
      try {
        thread.join(1_000);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
