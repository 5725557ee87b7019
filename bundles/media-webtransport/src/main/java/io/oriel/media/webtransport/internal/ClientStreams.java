package io.oriel.media.webtransport.internal;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.oriel.media.webtransport.ClientStreamListener;
import io.oriel.media.webtransport.internal.wire.Wire;

/// Tells a client's WebTransport streams from HTTP/3's.
///
/// Netty's request codec would take 0x41 for a frame and wait for its length, so every
/// bidirectional stream is looked at before that codec sees it.
final class ClientStreams extends ChannelInboundHandlerAdapter {
  private final Connection connection;

  ClientStreams(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof QuicStreamChannel stream
        && stream.type() == QuicStreamType.BIDIRECTIONAL
        && !stream.isLocalCreated()) {
      stream.pipeline().addFirst(new StreamPeek(this));
    }
    super.channelRead(context, message);
  }

  /// For Netty, which has taken the type of a unidirectional stream and knows it not.
  ChannelHandler unidirectional(long type) {
    return type == Wire.UNI_STREAM ? new SessionStreamHead(this) : new RefusedStream();
  }

  /// A stream of a session begins.
  ///
  /// @param sessionId as the client wrote it
  /// @return who takes the bytes that follow, or `null`: the stream is refused
  NettyClientStream open(QuicStreamChannel stream, long sessionId) {
    Session session = connection.session();
    if (session == null || session.streamId() != sessionId) {
      return null; // CONNECT comes first: a page has no session to open streams in before
    }
    var opened = new NettyClientStream(stream, connection.config().limits().unsentBytes());
    ClientStreamListener listener = session.streamOpened(opened);
    if (listener == null) {
      return null;
    }
    opened.start(listener, session);
    return opened;
  }
}
