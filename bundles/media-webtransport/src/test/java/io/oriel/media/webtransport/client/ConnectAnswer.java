package io.oriel.media.webtransport.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.oriel.media.webtransport.internal.wire.CapsuleReader;
import java.util.concurrent.CompletableFuture;

/// The CONNECT stream, seen from the client.
final class ConnectAnswer extends Http3RequestStreamInboundHandler {
  final CompletableFuture<Http3HeadersFrame> headers = new CompletableFuture<>();

  /// `code reason`, or what happened instead.
  final CompletableFuture<String> closed = new CompletableFuture<>();

  private final CapsuleReader capsules = new CapsuleReader();

  @Override
  protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
    headers.complete(frame);
  }

  @Override
  protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
    if (capsules.read(frame.content()) == CapsuleReader.Result.CLOSED) {
      closed.complete(Integer.toUnsignedString(capsules.code()) + " " + capsules.reason());
    }
    frame.release();
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext context) {
    gone("stream ended");
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone("connection closed");
  }

  private void gone(String how) {
    closed.complete(how);
    headers.completeExceptionally(new java.io.IOException(how));
  }
}
