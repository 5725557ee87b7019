package io.oriel.media.webtransport.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Ends the pipeline of a stream that nothing comes on; whoever wrote hears of failures.
final class IgnoredInput extends ChannelInboundHandlerAdapter {
  static final IgnoredInput INSTANCE = new IgnoredInput();

  private IgnoredInput() {}

  @Override
  public boolean isSharable() {
    return true;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
