package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.oriel.media.webtransport.ClientStream;
import io.oriel.media.webtransport.ClientStreamListener;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// A client's stream; also the last handler of its pipeline.
final class NettyClientStream extends ChannelInboundHandlerAdapter implements ClientStream {
  /// Small and waited for: before pictures.
  private static final QuicStreamPriority PRIORITY = new QuicStreamPriority(0, false);

  private final QuicStreamChannel stream;
  private final int unsentMost;
  private final AtomicLong unsent = new AtomicLong();
  private ClientStreamListener listener;
  private Session session;
  private boolean ended; // the listener has heard its last word

  NettyClientStream(QuicStreamChannel stream, int unsentMost) {
    this.stream = stream;
    this.unsentMost = unsentMost;
  }

  void start(ClientStreamListener hears, Session of) {
    listener = hears;
    session = of;
    if (bidirectional()) {
      stream.updatePriority(PRIORITY);
    }
  }

  @Override
  public long id() {
    return stream.streamId();
  }

  @Override
  public boolean bidirectional() {
    return stream.type() == QuicStreamType.BIDIRECTIONAL;
  }

  @Override
  public boolean write(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (unsent.get() + length > unsentMost || !stream.isActive() || stream.isOutputShutdown()) {
      return false;
    }
    send(copy(bytes), length);
    return true;
  }

  @Override
  public void finish(ByteBuffer bytes) {
    int length = bytes.remaining();
    send(new DefaultQuicStreamFrame(copy(bytes), true), length);
  }

  private ByteBuf copy(ByteBuffer bytes) {
    return stream.alloc().directBuffer(Math.max(1, bytes.remaining())).writeBytes(bytes);
  }

  private void send(Object message, int length) {
    unsent.addAndGet(length);
    try {
      stream.writeAndFlush(message).addListener(_ -> unsent.addAndGet(-length));
    } catch (java.util.concurrent.RejectedExecutionException e) { // the server is closed
      unsent.addAndGet(-length);
    }
  }

  @Override
  public long unsentBytes() {
    return unsent.get();
  }

  @Override
  public void reading(boolean on) {
    stream.config().setAutoRead(on);
  }

  @Override
  public void reset(int code) {
    UniStream.requireCode(code);
    stream.shutdown(code).addListener(_ -> stream.close());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!ended && message instanceof ByteBuf bytes && bytes.isReadable()) {
        listener.read(bytes.nioBuffer());
      }
    } catch (RuntimeException e) {
      session.broken(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent
        || event instanceof ChannelInputShutdownReadComplete) {
      last(true);
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    last(false);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    last(false);
  }

  private void last(boolean whole) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (whole) {
        listener.finished();
      } else {
        listener.failed();
      }
    } catch (RuntimeException e) {
      session.broken(e);
    }
  }
}
