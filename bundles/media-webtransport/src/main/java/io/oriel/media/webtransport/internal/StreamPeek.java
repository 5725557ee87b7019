package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.oriel.media.webtransport.internal.wire.Varint;
import io.oriel.media.webtransport.internal.wire.Wire;
import java.util.List;

/// Looks at the first varint of a bidirectional stream and leaves it to whoever understands it.
final class StreamPeek extends ByteToMessageDecoder {
  private final ClientStreams streams;

  StreamPeek(ClientStreams streams) {
    this.streams = streams;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int at = in.readerIndex();
    long type = Varint.read(in);
    if (type == Varint.INCOMPLETE) {
      return;
    }
    in.readerIndex(at);
    ChannelPipeline pipeline = context.pipeline();
    if (type == Wire.BIDI_STREAM) {
      Varint.read(in);
      for (var entry : List.copyOf(pipeline.toMap().entrySet())) {
        ChannelHandler handler = entry.getValue();
        if (handler != this) {
          pipeline.remove(handler);
        }
      }
      pipeline.addLast(new SessionStreamHead(streams));
    }
    pipeline.remove(this); // passes on what is left
  }
}
