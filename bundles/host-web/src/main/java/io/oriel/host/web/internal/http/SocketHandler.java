package io.oriel.host.web.internal.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.oriel.api.web.WebSocketListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages of one WebSocket. A page that is silent for a minute, pings unanswered, is gone.
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  static final int SILENT_SECONDS = 60;
  static final int PING_SECONDS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

  private final PageSocket socket;
  private final WebSocketListener listener;

  SocketHandler(PageSocket socket, WebSocketListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    try {
      switch (frame) {
        case TextWebSocketFrame text -> listener.text(text.text());
        case BinaryWebSocketFrame binary ->
            listener.binary(binary.content().nioBuffer().asReadOnlyBuffer());
        case PingWebSocketFrame ping -> {
          if (context.channel().isWritable()) { // else it asks, and does not read the answers
            context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
          }
        }
        case CloseWebSocketFrame close -> socket.close(1000, "");
        default -> {
          // a pong: that it came is enough
        }
      }
    } catch (RuntimeException e) {
      LOG.error("a listener failed with a message of a page", e);
      socket.close(1011, "the host failed; see its log");
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle) {
      if (idle.state() == IdleState.READER_IDLE) {
        context.close();
      } else {
        context.writeAndFlush(new PingWebSocketFrame());
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    socket.over(listener);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("a socket failed: {}", cause.toString());
    if (cause instanceof CorruptedWebSocketFrameException bad) {
      socket.close(bad.closeStatus().code(), "that is no message of 64 KiB at most");
    } else if (cause instanceof TooLongFrameException) {
      socket.close(1009, "that message is too long");
    } else if (cause instanceof CorruptedFrameException) {
      socket.close(1002, "that is no WebSocket message");
    } else {
      context.close();
    }
  }
}
