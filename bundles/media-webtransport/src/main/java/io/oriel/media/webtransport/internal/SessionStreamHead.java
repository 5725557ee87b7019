package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.oriel.media.webtransport.internal.wire.Varint;
import java.util.List;

/// Reads the session's id, which follows the type of a stream, and hands the stream over.
final class SessionStreamHead extends ByteToMessageDecoder {
  private final ClientStreams streams;

  SessionStreamHead(ClientStreams streams) {
    this.streams = streams;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    long id = Varint.read(in);
    if (id == Varint.INCOMPLETE) {
      return;
    }
    NettyClientStream opened = streams.open((QuicStreamChannel) context.channel(), id);
    context.pipeline().addLast(opened == null ? new RefusedStream() : opened);
    context.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // reset before it said whose it is
  }
}
