package io.oriel.media.webtransport.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;

/// A stream that the client opened; keeps what the host answers.
public final class TestStream extends ChannelInboundHandlerAdapter {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream(); // guarded by this
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private volatile QuicStreamChannel stream;

  void opened(QuicStreamChannel channel) {
    stream = channel;
  }

  public TestStream write(byte[] bytes) {
    stream.writeAndFlush(Unpooled.copiedBuffer(bytes));
    return this;
  }

  /// Writes the last bytes and the end.
  public void finish(byte[] bytes) {
    stream.writeAndFlush(new DefaultQuicStreamFrame(Unpooled.copiedBuffer(bytes), true));
  }

  public void reset(int code) {
    stream.shutdown(code);
  }

  /// What came so far.
  public synchronized byte[] received() {
    return received.toByteArray();
  }

  /// `true` once the host has sent everything, `false` once the stream broke.
  public CompletableFuture<Boolean> ended() {
    return ended;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy);
    bytes.release();
    synchronized (this) {
      received.writeBytes(copy);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent
        || event instanceof ChannelInputShutdownReadComplete) {
      ended.complete(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ended.complete(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ended.complete(false);
  }
}
