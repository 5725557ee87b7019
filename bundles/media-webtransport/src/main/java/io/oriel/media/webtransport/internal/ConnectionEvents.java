package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicPathEvent;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.oriel.media.webtransport.internal.wire.Varint;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes on a connection outside of streams: datagrams and QUIC's own news.
final class ConnectionEvents extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionEvents.class);

  private final Connection connection;

  ConnectionEvents(Connection connection) {
    this.connection = connection;
  }

  /// A datagram: varint quarter of the session's id, payload. Others are dropped.
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!(message instanceof ByteBuf datagram)) {
      super.channelRead(context, message); // a stream: the end of the pipeline registers it
      return;
    }
    try {
      Session session = connection.session();
      if (session != null && Varint.read(datagram) == session.streamId() / 4) {
        session.datagramCame(datagram);
      }
    } finally {
      datagram.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    Session session = connection.session();
    switch (event) {
      case QuicDatagramExtensionEvent e -> connection.datagramBytes(e.maxLength());
      case QuicStreamLimitChangedEvent _ when session != null -> session.streamsAllowed();
      case QuicPathEvent.PeerMigrated e when session != null -> session.moved(real(e.remote()));
      case QuicConnectionCloseEvent e -> connection.closedBecause(said(e));
      default -> {
        // Nothing that a session would want to know.
      }
    }
    super.userEventTriggered(context, event);
  }

  /// Netty 4.2 hands the port of a path out in the network's byte order.
  private static InetSocketAddress real(InetSocketAddress told) {
    int port = Short.reverseBytes((short) told.getPort()) & 0xffff;
    return new InetSocketAddress(told.getAddress(), port);
  }

  private static String said(QuicConnectionCloseEvent event) {
    return "the client closed the connection, "
        + (event.isApplicationClose() ? "HTTP/3" : "QUIC")
        + " error 0x"
        + Integer.toHexString(event.error());
  }

  /// What is fatal closes the channel by itself.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: {}", context.channel(), cause.toString());
  }
}
