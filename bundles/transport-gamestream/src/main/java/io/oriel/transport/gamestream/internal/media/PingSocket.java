package io.oriel.transport.gamestream.internal.media;

import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.transport.gamestream.internal.stream.GameStreams;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A media socket of all streams, and the thread that reads its pings: they tell where each stream
/// goes (GameStream protocol notes §3.1):
///
/// ```
/// 16 characters of ping payload │ counter BE32      or, of old clients, the four letters PING
/// ```
///
/// A stream follows pings with its own payload to a new address; nothing else moves it (GS-V-02).
public final class PingSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PingSocket.class);
  private static final int PAYLOAD = 16;
  private static final int PING = PAYLOAD + 4;
  private static final long WAIT_NANOS = 1_000_000_000;

  private final UdpSocket socket;
  private final GameStreams streams;
  private final Function<GameStream, UdpSocket.Route> current;
  private final BiConsumer<GameStream, UdpSocket.Route> moved;
  private final Thread thread;

  /// @param name of the thread
  /// @param dscp code point of its datagrams
  /// @param current where a stream goes now, `null`: nowhere yet
  /// @param moved gets new destinations; the ping thread
  public PingSocket(
      String name,
      InetSocketAddress local,
      int dscp,
      GameStreams streams,
      Function<GameStream, UdpSocket.Route> current,
      BiConsumer<GameStream, UdpSocket.Route> moved)
      throws IOException {
    int priority = dscp == 0 ? 0 : UdpSocket.PRIORITY_INTERACTIVE;
    this.socket = UdpSocket.open(new UdpSocket.Settings(local, 1 << 21, dscp).priority(priority));
    this.streams = streams;
    this.current = current;
    this.moved = moved;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /// Listens from now on.
  public void start() {
    thread.start();
  }

  /// To send over.
  public UdpSocket socket() {
    return socket;
  }

  /// The UDP port.
  public int port() {
    return socket.local().getPort();
  }

  private void run() {
    var receiver = socket.receiver(64, 8);
    byte[] b = new byte[64];
    while (!socket.isClosed()) {
      try {
        int n = receiver.receive(b, WAIT_NANOS);
        if (n == PING || n == 4) {
          InetSocketAddress from = receiver.source();
          stream(b, n, from).ifPresent(s -> follow(s, from));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("a media socket reports: {}", e.getMessage());
        }
      } catch (RuntimeException e) {
        LOG.error("a ping cannot be handled", e);
      }
    }
  }

  private Optional<GameStream> stream(byte[] b, int length, InetSocketAddress from) {
    if (length == PING) {
      return streams.byPayload(new String(b, 0, PAYLOAD, StandardCharsets.ISO_8859_1));
    }
    boolean old = b[0] == 'P' && b[1] == 'I' && b[2] == 'N' && b[3] == 'G';
    return old ? streams.withoutPayload(from.getAddress()) : Optional.empty();
  }

  private void follow(GameStream stream, InetSocketAddress from) {
    UdpSocket.Route route = current.apply(stream);
    if (route == null || !route.destination().equals(from)) {
      moved.accept(stream, socket.route(from, stream.local()));
    }
  }

  @Override
  public void close() {
    socket.close();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
