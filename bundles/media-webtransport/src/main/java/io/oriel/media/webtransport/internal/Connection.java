package io.oriel.media.webtransport.internal;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.oriel.media.webtransport.CloseReason;
import io.oriel.media.webtransport.WebTransportConfig;
import io.oriel.media.webtransport.internal.wire.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// One QUIC connection: half open at first, then with its one session, then closing.
///
/// Everything but [#end] and [#awaitClosed] belongs to the server's thread.
final class Connection {
  /// How long a client may take to close its connection once the session is over.
  private static final long LINGER_MILLIS = 1_000;

  private final QuicChannel channel;
  private final WebTransportConfig config;
  private final Gate gate;
  private final InetAddress address;
  private final ClientStreams streams = new ClientStreams(this);
  private final ConnectionEvents events = new ConnectionEvents(this);
  private final Future<?> deadline;
  private boolean halfOpen = true;
  private Session session;
  private int datagramBytes;
  private String closedBecause = "the connection broke";

  Connection(QuicChannel channel, WebTransportConfig config, Gate gate) {
    this.channel = channel;
    this.config = config;
    this.gate = gate;
    address = ((InetSocketAddress) channel.remoteSocketAddress()).getAddress();
    gate.entered(address);
    deadline =
        channel
            .eventLoop()
            .schedule(
                () -> drop(Wire.NO_ERROR),
                config.handshakeTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> gone());
  }

  QuicChannel channel() {
    return channel;
  }

  WebTransportConfig config() {
    return config;
  }

  Gate gate() {
    return gate;
  }

  ClientStreams streams() {
    return streams;
  }

  ConnectionEvents events() {
    return events;
  }

  /// The session, or `null`: there is none yet, or it is over.
  Session session() {
    return session;
  }

  /// From here on it is no longer half open.
  void opened(Session accepted) {
    session = accepted;
    accepted.datagramBytes(datagramBytes);
    leaveGate();
    gate.opened();
  }

  private void leaveGate() {
    if (halfOpen) {
      halfOpen = false;
      deadline.cancel(false);
      gate.left(address);
    }
  }

  /// Longest datagram that the connection carries, header included.
  void datagramBytes(int bytes) {
    datagramBytes = bytes;
    if (session != null) {
      session.datagramBytes(bytes);
    }
  }

  /// What the client said when it closed the connection.
  void closedBecause(String text) {
    closedBecause = text;
  }

  /// The session is over; the client has a moment to close the connection itself.
  void sessionOver() {
    if (session != null) {
      session = null;
      gate.closed();
      linger();
    }
  }

  void linger() {
    Future<?> timer =
        channel
            .eventLoop()
            .schedule(() -> drop(Wire.NO_ERROR), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> timer.cancel(false));
  }

  /// Closes the connection now.
  ///
  /// @param code an error of HTTP/3
  void drop(int code) {
    if (channel.isOpen()) {
      channel.close(true, code, Unpooled.EMPTY_BUFFER);
    }
  }

  private void gone() {
    leaveGate();
    if (session != null) {
      boolean silent = channel.isTimedOut();
      session.over(
          new CloseReason(
              silent ? CloseReason.By.TIMEOUT : CloseReason.By.CONNECTION,
              0,
              silent ? "nothing came for " + config.idleTimeout() : closedBecause));
    }
  }

  /// Ends the session, or the connection that has none. Any thread.
  void end(CloseReason.By by, int code, String reason) {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (session != null) {
                session.end(by, code, reason);
              } else {
                drop(Wire.NO_ERROR);
              }
            });
  }

  /// Waits for [Channel#closeFuture()]. Any thread but the server's.
  void awaitClosed(long millis) {
    channel.closeFuture().awaitUninterruptibly(millis);
  }
}
