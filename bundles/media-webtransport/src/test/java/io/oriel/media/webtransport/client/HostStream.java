package io.oriel.media.webtransport.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/// Collects one unidirectional stream of the host; its type is taken already, its session's id,
/// one byte here, is not.
final class HostStream extends ChannelInboundHandlerAdapter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Consumer<TestMessage> heard;
  private boolean over;

  HostStream(Consumer<TestMessage> heard) {
    this.heard = heard;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var part = (ByteBuf) message;
    byte[] copy = new byte[part.readableBytes()];
    part.readBytes(copy);
    part.release();
    bytes.writeBytes(copy);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent
        || event instanceof ChannelInputShutdownReadComplete) {
      end(context, true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, false);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, false);
  }

  private void end(ChannelHandlerContext context, boolean whole) {
    if (over) {
      return;
    }
    over = true;
    byte[] all = bytes.toByteArray();
    byte[] payload = all.length == 0 ? all : java.util.Arrays.copyOfRange(all, 1, all.length);
    long id = ((QuicStreamChannel) context.channel()).streamId();
    heard.accept(new TestMessage(id, payload, whole, System.nanoTime()));
  }
}
