package io.oriel.transport.gamestream.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: takes its first request, has it answered, sends the answer and closes. What the
/// client sends afterwards is dropped; it is read only to notice that the client went away.
final class ConnectionHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

  /// For the handshake and the request, and again for the answer.
  private static final long SECONDS = 10;

  private static final int MOST_IGNORED = 64;

  private final Endpoint endpoint;
  private final Executor workers;
  private final boolean secure;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private ScheduledFuture<?> limit; // holds on to the connection until it runs or is cancelled
  private boolean taken;
  private int ignored;

  ConnectionHandler(Endpoint endpoint, Executor workers, boolean secure) {
    this.endpoint = endpoint;
    this.workers = workers;
    this.secure = secure;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    closeLater(context);
    context.fireChannelActive();
  }

  private void closeLater(ChannelHandlerContext context) {
    limit = context.executor().schedule(() -> context.close(), SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (limit != null) {
      limit.cancel(false);
    }
    gone.complete(null);
    context.fireChannelInactive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (taken) {
      ignored++;
      if (ignored > MOST_IGNORED) {
        context.close();
      }
      return;
    }
    if (message instanceof HttpRequest request) {
      taken = true;
      limit.cancel(false);
      take(context, request);
    }
  }

  private void take(ChannelHandlerContext context, HttpRequest http) {
    if (http.decoderResult().isFailure()) {
      boolean tooLong = http.decoderResult().cause() instanceof TooLongHttpLineException;
      send(context, tooLong ? Reply.text(414, "Too long") : Reply.text(400, "Bad request"));
      return;
    }
    if (!http.method().equals(HttpMethod.GET)) {
      send(context, Reply.text(405, "Only GET is served"));
      return;
    }
    Request request;
    try {
      request = request(context, http.uri());
    } catch (BadRequestException e) {
      send(context, Xml.root(e.statusCode(), e.getMessage()).reply());
      return;
    }
    try {
      workers.execute(() -> answer(context, request));
    } catch (RejectedExecutionException _) {
      context.close();
    }
  }

  private void answer(ChannelHandlerContext context, Request request) {
    Reply reply;
    try {
      LOG.debug("{}", request);
      reply = endpoint.answer(request);
    } catch (BadRequestException e) {
      reply = Xml.root(e.statusCode(), e.getMessage()).reply();
    } catch (RuntimeException e) {
      LOG.error("cannot answer {}", request, e);
      reply = Xml.root(500, "The host failed to answer; see its log").reply();
    }
    Reply ready = reply;
    try {
      context.executor().execute(() -> send(context, ready));
    } catch (RejectedExecutionException _) {
      LOG.debug("closed before {} was answered", request);
    }
  }

  private void send(ChannelHandlerContext context, Reply reply) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.wrappedBuffer(reply.body()));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
        .set(HttpHeaderNames.CONNECTION, "close");
    if (!context.channel().isActive()) {
      return; // the client went away
    }
    closeLater(context);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private Request request(ChannelHandlerContext context, String uri) throws BadRequestException {
    int question = uri.indexOf('?');
    String path = Query.decode(question < 0 ? uri : uri.substring(0, question));
    Query query = Query.parse(question < 0 ? "" : uri.substring(question + 1));
    return new Request(
        path,
        query,
        secure,
        ((InetSocketAddress) context.channel().remoteAddress()).getAddress(),
        ((InetSocketAddress) context.channel().localAddress()).getAddress(),
        certificate(context),
        gone);
  }

  private static Optional<byte[]> certificate(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(tls.engine().getSession().getPeerCertificates()[0].getEncoded());
    } catch (SSLPeerUnverifiedException | CertificateEncodingException _) {
      return Optional.empty(); // it showed none
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // a broken handshake or connection: nothing anybody could act on
    LOG.debug("connection from {} failed: {}", context.channel().remoteAddress(), cause.toString());
    context.close();
  }
}
