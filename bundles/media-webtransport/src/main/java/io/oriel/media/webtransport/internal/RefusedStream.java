package io.oriel.media.webtransport.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.oriel.media.webtransport.internal.wire.Wire;

/// A stream that nobody wants, such as those that clients open to see whether anybody chokes on
/// them: its client is told to stop, and what comes is dropped.
final class RefusedStream extends ChannelInboundHandlerAdapter {
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    var stream = (QuicStreamChannel) context.channel();
    stream.shutdownInput(Wire.STREAM_CREATION_ERROR);
    if (!stream.isOutputShutdown() && stream.type() == QuicStreamType.BIDIRECTIONAL) {
      stream.shutdownOutput(Wire.STREAM_CREATION_ERROR);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
