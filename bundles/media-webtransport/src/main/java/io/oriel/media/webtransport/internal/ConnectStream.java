package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.oriel.media.webtransport.Accept;
import io.oriel.media.webtransport.CloseReason;
import io.oriel.media.webtransport.ConnectRequest;
import io.oriel.media.webtransport.Decision;
import io.oriel.media.webtransport.internal.wire.CapsuleReader;
import io.oriel.media.webtransport.internal.wire.ProtocolList;
import io.oriel.media.webtransport.internal.wire.Wire;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request: the CONNECT that carries a session, or any other, which is refused.
final class ConnectStream extends Http3RequestStreamInboundHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectStream.class);
  private static final QuicStreamPriority FIRST = new QuicStreamPriority(0, false);

  private final Connection connection;
  private final Accept accept;
  private final CapsuleReader capsules = new CapsuleReader();
  private ChannelHandlerContext context;
  private Session session;
  private boolean answered;

  ConnectStream(Connection connection, Accept accept) {
    this.connection = connection;
    this.accept = accept;
  }

  long streamId() {
    return ((QuicStreamChannel) context.channel()).streamId();
  }

  @Override
  protected void channelRead(ChannelHandlerContext channel, Http3HeadersFrame frame) {
    if (answered) {
      return; // trailers
    }
    answered = true;
    context = channel;
    Http3Headers headers = frame.headers();
    if (!"CONNECT".contentEquals(text(headers.method()))
        || !"webtransport".contentEquals(text(headers.protocol()))) {
      refuse(404);
      return;
    }
    if (connection.session() != null) {
      refuse(429);
      return;
    }
    if (connection.gate().full()) {
      refuse(503);
      return;
    }
    var request = request(headers);
    Decision decision;
    try {
      decision = accept.decide(request);
    } catch (RuntimeException e) {
      LOG.error("A session was refused, because the decision about it failed", e);
      decision = new Decision.Refused(500);
    }
    switch (decision) {
      case Decision.Refused refused -> refuse(refused.status());
      case Decision.Accepted accepted -> open(request, accepted);
    }
  }

  private ConnectRequest request(Http3Headers headers) {
    var offered = String.join(",", headers.getAll("wt-available-protocols"));
    var origin = headers.get("origin");
    return new ConnectRequest(
        text(headers.authority()),
        text(headers.path()),
        Optional.ofNullable(origin).map(CharSequence::toString),
        offered.isEmpty() ? List.of() : ProtocolList.parse(offered),
        (InetSocketAddress) connection.channel().remoteSocketAddress());
  }

  private static String text(CharSequence field) {
    return field == null ? "" : field.toString();
  }

  private void open(ConnectRequest request, Decision.Accepted accepted) {
    ((QuicStreamChannel) context.channel()).updatePriority(FIRST);
    var answer = new DefaultHttp3HeadersFrame();
    answer.headers().status("200").set("sec-webtransport-http3-draft", "draft02");
    if (request.protocols().contains(accepted.protocol())) {
      answer.headers().set("wt-protocol", ProtocolList.quote(accepted.protocol()));
    }
    context.writeAndFlush(answer);
    session = new Session(connection, this, request, accepted);
    connection.opened(session);
    session.start();
  }

  private void refuse(int status) {
    var answer = new DefaultHttp3HeadersFrame();
    answer.headers().status(Integer.toString(status));
    context.writeAndFlush(answer).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
    if (connection.session() == null) {
      connection.linger();
    }
  }

  @Override
  protected void channelRead(ChannelHandlerContext channel, Http3DataFrame frame) {
    try {
      if (session == null) {
        return;
      }
      switch (capsules.read(frame.content())) {
        case MORE -> {
          // Skipped, or not whole yet.
        }
        case CLOSED -> closedByClient(capsules.code(), capsules.reason());
        case BROKEN -> connection.drop(Wire.MESSAGE_ERROR);
      }
    } finally {
      frame.release();
    }
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext channel) {
    if (session != null) {
      closedByClient(0, "");
    }
  }

  private void closedByClient(int code, String reason) {
    session.over(new CloseReason(CloseReason.By.CLIENT, code, reason));
    finish();
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) throws Exception {
    if (session != null && connection.channel().isOpen()) {
      session.over(new CloseReason(CloseReason.By.CLIENT, 0, "its stream was reset"));
    }
    super.channelInactive(channel);
  }

  /// A client's nonsense is not an error of the host, as Netty would log it. Where it matters, the
  /// codec closes the connection.
  @Override
  public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
    LOG.debug("{}: {}", channel.channel(), cause.toString());
    if (!(cause instanceof Http3Exception)) {
      channel.close();
    }
  }

  /// Tells the client that the session is over, and why.
  void sendClose(int code, String reason) {
    ByteBuf capsule = context.alloc().directBuffer();
    CapsuleReader.writeClose(capsule, code, reason);
    context.writeAndFlush(new DefaultHttp3DataFrame(capsule)).addListener(_ -> finish());
  }

  /// Sends something that the client has to acknowledge, so that an idle connection stays.
  void sendNothing() {
    ByteBuf capsule = context.alloc().directBuffer(16);
    CapsuleReader.writeNothing(capsule);
    context.writeAndFlush(new DefaultHttp3DataFrame(capsule));
  }

  private void finish() {
    var stream = (QuicStreamChannel) context.channel();
    if (stream.isActive() && !stream.isOutputShutdown()) {
      stream.shutdownOutput();
    }
  }
}
