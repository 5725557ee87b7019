package io.oriel.host.web.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

/// Closes a connection that sends more than any handshake takes before its own is done: what comes
/// while the handshake waits for its thread is kept in memory. In front of TLS; the channel's
/// thread.
final class HandshakeLimit extends ChannelInboundHandlerAdapter {
  /// Netty reads 64 KiB at once: the end of a handshake may come with as much of what follows it.
  static final int MOST = 128 << 10;

  private final Future<?> handshake;
  private int came;

  HandshakeLimit(Future<?> handshake) {
    this.handshake = handshake;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!handshake.isDone()) {
      came += ((ByteBuf) message).readableBytes();
      if (came > MOST) {
        ReferenceCountUtil.release(message);
        context.close();
        return;
      }
    }
    context.fireChannelRead(message);
  }
}
