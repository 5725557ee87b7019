package io.oriel.host.web.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.oriel.api.web.WebReply.Content;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: reads a request, has it answered on a virtual thread, and reads the next one
/// only then. Every state has a time limit. The connection's thread.
final class PageConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(PageConnection.class);
  private static final int FIRST_SECONDS = 10; // handshake and first request
  private static final int NEXT_SECONDS = 60;
  private static final int BODY_SECONDS = 20; // and a second for each of these bytes:
  private static final int SLOWEST_BYTES = 16 * 1024;
  private static final int LINGER_SECONDS = 2;
  private static final int MOST_DROPPED = 64 * 1024;

  private enum State {
    WAITING,
    BODY,
    DROPPING,
    BUSY,
    LEAVING
  }

  private final DoorContext door;
  private final boolean secure;
  private State state = State.WAITING;
  private ScheduledFuture<?> limit;
  private HttpRequest request;
  private RequestHead head;
  private Route route;
  private Body body;
  private Refusal refusal;
  private int dropped;

  PageConnection(DoorContext door, boolean secure) {
    this.door = door;
    this.secure = secure;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    within(context, FIRST_SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  private void end() {
    if (limit != null) {
      limit.cancel(false);
    }
    if (body != null && state != State.BUSY) {
      body.close();
      body = null;
    }
  }

  private void within(ChannelHandlerContext context, long seconds) {
    if (limit != null) {
      limit.cancel(false);
    }
    limit = context.executor().schedule(() -> context.close(), seconds, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest one && state == State.WAITING) {
        begin(context, one);
      }
      if (message instanceof HttpContent content) {
        if (content.decoderResult().isFailure() && state != State.LEAVING) {
          leave(context, new Refusal(400, "request", "that is no HTTP request"));
        }
        content(context, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest one) {
    request = one;
    try {
      head = door.heads().read(one, (InetSocketAddress) context.channel().remoteAddress(), secure);
    } catch (Refusal e) {
      leave(context, e); // what follows may be anything
      return;
    }
    try {
      route = door.routes().find(head);
      long length = HttpUtil.getContentLength(one, -1L);
      if (length > route.mostBodyBytes()) {
        throw Body.tooLong(route.mostBodyBytes());
      }
      long expected =
          length < 0 ? HttpUtil.isTransferEncodingChunked(one) ? route.mostBodyBytes() : 0 : length;
      within(context, BODY_SECONDS + expected / SLOWEST_BYTES);
      body = new Body(door.budget(), route.mostBodyBytes());
      state = State.BODY;
      if (HttpUtil.is100ContinueExpected(one)) {
        context.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
    } catch (Refusal e) {
      drop(context, e);
    }
  }

  private void content(ChannelHandlerContext context, HttpContent content) {
    if (state == State.BODY) {
      try {
        body.add(content.content());
      } catch (Refusal e) {
        drop(context, e);
      }
    }
    if (state == State.DROPPING) {
      dropped += content.content().readableBytes();
      if (dropped > MOST_DROPPED) {
        leave(context, refusal);
      }
    }
    if (content instanceof LastHttpContent) {
      switch (state) {
        case BODY -> call(context);
        case DROPPING -> {
          state = State.BUSY;
          context.channel().config().setAutoRead(false);
          send(context, refusal, true);
        }
        case LEAVING -> within(context, 1); // the answer is on its way
        default -> {
          // nothing waits for it
        }
      }
    }
  }

  /// Refuses, and goes on after the body if that is short.
  private void drop(ChannelHandlerContext context, Refusal why) {
    release();
    boolean asks = HttpUtil.is100ContinueExpected(request);
    if (asks || HttpUtil.getContentLength(request, 0L) > MOST_DROPPED) {
      leave(context, why);
      return;
    }
    within(context, BODY_SECONDS);
    refusal = why;
    dropped = 0;
    state = State.DROPPING;
  }

  private void release() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  /// Refuses and closes. A browser that still sends would lose the answer if the connection ended
  /// at once.
  private void leave(ChannelHandlerContext context, Refusal why) {
    release();
    state = State.LEAVING;
    within(context, LINGER_SECONDS);
    send(context, why, false);
  }

  private void send(ChannelHandlerContext context, Refusal why, boolean keep) {
    byte[] bytes = ((Content.Bytes) why.reply().content()).bytes();
    boolean empty = request.method().name().equals("HEAD");
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(why.status()),
            empty ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
    response.headers().set("content-type", "application/json");
    response.headers().set("content-length", bytes.length);
    SecurityHeaders.add(response.headers());
    if (!keep) {
      response.headers().set("connection", "close");
    }
    boolean last = !keep || !HttpUtil.isKeepAlive(request);
    context
        .writeAndFlush(response)
        .addListener(
            done -> {
              if (!done.isSuccess() || (last && state == State.BUSY)) {
                context.close();
              } else if (!last) {
                next(context);
              }
            });
  }

  private void call(ChannelHandlerContext context) {
    state = State.BUSY;
    limit.cancel(false);
    context.channel().config().setAutoRead(false);
    var one = new Exchange(context.channel(), request, head, route, body.toByteArray());
    var taken = body;
    body = null;
    try {
      door.workers()
          .execute(
              () -> {
                Exchange.Outcome outcome;
                try {
                  outcome = one.run();
                } finally {
                  taken.close();
                }
                resume(context, outcome);
              });
    } catch (RejectedExecutionException _) {
      taken.close();
      context.close();
    }
  }

  private void resume(ChannelHandlerContext context, Exchange.Outcome outcome) {
    try {
      context.executor().execute(() -> done(context, outcome));
    } catch (RejectedExecutionException _) {
      LOG.debug("the server was closed during a call");
    }
  }

  private void done(ChannelHandlerContext context, Exchange.Outcome outcome) {
    switch (outcome) {
      case NEXT -> next(context);
      case CLOSE -> context.close();
      case UPGRADED -> {
        // the socket's handlers have taken over
      }
    }
  }

  private void next(ChannelHandlerContext context) {
    request = null;
    head = null;
    route = null;
    refusal = null;
    state = State.WAITING;
    within(context, NEXT_SECONDS);
    context.channel().config().setAutoRead(true);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // a broken handshake or connection: nothing anybody could act on
    LOG.debug("connection from {} failed: {}", context.channel().remoteAddress(), cause.toString());
    context.close();
  }
}
