package io.oriel.host.web.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.oriel.api.web.WebSocketListener;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer. A virtual thread.
final class Exchange {
  /// What becomes of the connection.
  enum Outcome {
    NEXT,
    CLOSE,
    UPGRADED
  }

  static final int MOST_MESSAGE = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long CALL_SECONDS = 120;
  private static final long HANDSHAKE_SECONDS = 10;

  private final Channel channel;
  private final HttpRequest request;
  private final RequestHead head;
  private final Route route;
  private final byte[] body;

  Exchange(Channel channel, HttpRequest request, RequestHead head, Route route, byte[] body) {
    this.channel = channel;
    this.request = request;
    this.head = head;
    this.route = route;
    this.body = body;
  }

  Outcome run() {
    try {
      return HeadReader.socket(request) ? socket() : call();
    } catch (IOException | InterruptedException e) {
      LOG.debug("{} was not answered: {}", head, e.toString());
      return Outcome.CLOSE;
    } catch (RuntimeException | Error e) { // a header that is none, say; the browser is not kept
      LOG.error("{} cannot be answered", head, e);
      return Outcome.CLOSE;
    }
  }

  private Outcome call() throws IOException, InterruptedException {
    Answer answer = answer();
    boolean keep = HttpUtil.isKeepAlive(request);
    try {
      new ReplyWriter(channel, head, keep).write(answer);
    } finally {
      answer.close();
    }
    return keep ? Outcome.NEXT : Outcome.CLOSE;
  }

  private Answer answer() {
    var worker = Thread.currentThread();
    var limit =
        channel.eventLoop().schedule(() -> worker.interrupt(), CALL_SECONDS, TimeUnit.SECONDS);
    try {
      return route.answer(head, body);
    } catch (Refusal e) {
      return Answer.of(e.reply());
    } catch (NoSuchFileException _) {
      return Answer.of(new Refusal(404, "unknown", "there is nothing here").reply());
    } catch (IOException | RuntimeException e) {
      return failed(e);
    } finally {
      limit.cancel(false);
      Thread.interrupted(); // it was for the endpoint, not for what is sent now
    }
  }

  private Answer failed(Exception e) {
    LOG.error("cannot answer {}", head, e);
    return Answer.of(new Refusal(500, "failed", "the host failed; see its log").reply());
  }

  private Outcome socket() throws IOException, InterruptedException {
    if (!head.method().equals("GET")) {
      return refuse(new Refusal(405, "method", "a WebSocket begins with GET"));
    }
    var socket = new PageSocket(channel);
    WebSocketListener listener;
    try {
      var opened = route.open(head, socket);
      if (opened.isEmpty()) {
        return refuse(new Refusal(404, "unknown", "there is no WebSocket here"));
      }
      listener = opened.get();
    } catch (Refusal e) {
      return refuse(e);
    } catch (IOException | RuntimeException e) {
      return refuse(failed(e));
    }
    try {
      if (handshake(socket, listener)) {
        return Outcome.UPGRADED;
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("{}: the handshake failed: {}", head, e.toString());
    }
    socket.over(listener);
    return Outcome.CLOSE;
  }

  private Outcome refuse(Refusal why) throws IOException, InterruptedException {
    return refuse(Answer.of(why.reply()));
  }

  private Outcome refuse(Answer answer) throws IOException, InterruptedException {
    new ReplyWriter(channel, head, false).write(answer);
    return Outcome.CLOSE;
  }

  private boolean handshake(PageSocket socket, WebSocketListener listener)
      throws InterruptedException, ExecutionException, TimeoutException {
    var done = new CompletableFuture<Boolean>();
    channel.eventLoop().execute(() -> upgrade(socket, listener, done));
    return done.get(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
  }

  /// The channel's thread.
  private void upgrade(
      PageSocket socket, WebSocketListener listener, CompletableFuture<Boolean> done) {
    var config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(MOST_MESSAGE)
            .allowExtensions(false)
            .withUTF8Validator(true)
            .closeOnProtocolViolation(false)
            .build();
    var handshaker = new WebSocketServerHandshakerFactory("", null, config).newHandshaker(request);
    if (handshaker == null || !channel.isActive()) {
      socket.discard();
      done.complete(false);
      return;
    }
    var full =
        new DefaultFullHttpRequest(
            request.protocolVersion(),
            request.method(),
            request.uri(),
            Unpooled.EMPTY_BUFFER,
            request.headers(),
            EmptyHttpHeaders.INSTANCE);
    var pipeline = channel.pipeline();
    pipeline.remove(FlowControlHandler.class);
    try {
      handshaker
          .handshake(channel, full)
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  socket.discard();
                  done.complete(false);
                  return;
                }
                pipeline.remove(PageConnection.class);
                pipeline.addLast(
                    new Utf8FrameValidator(),
                    new WebSocketFrameAggregator(MOST_MESSAGE),
                    new IdleStateHandler(
                        SocketHandler.SILENT_SECONDS, SocketHandler.PING_SECONDS, 0),
                    new SocketHandler(socket, listener));
                socket.opened();
                channel.config().setAutoRead(true);
                done.complete(true);
              });
    } catch (RuntimeException e) {
      socket.discard();
      done.completeExceptionally(e);
    }
  }
}
