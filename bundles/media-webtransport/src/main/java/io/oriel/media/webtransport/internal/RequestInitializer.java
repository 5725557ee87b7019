package io.oriel.media.webtransport.internal;

import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.oriel.media.webtransport.Accept;

/// Sets up each request's stream, behind the codec that HTTP/3's handler has added.
final class RequestInitializer extends ChannelInitializer<QuicStreamChannel> {
  private final Connection connection;
  private final Accept accept;

  RequestInitializer(Connection connection, Accept accept) {
    this.connection = connection;
    this.accept = accept;
  }

  @Override
  protected void initChannel(QuicStreamChannel stream) {
    stream.pipeline().addLast(new ConnectStream(connection, accept));
  }
}
