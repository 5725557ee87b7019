package io.oriel.media.webtransport.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Many connections from one address that never ask for a session.
public final class Crowd implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("test-crowd", true), NioIoHandler.newFactory());
  private final AtomicInteger connected = new AtomicInteger();
  private final Channel socket;

  /// @param from address of this machine
  public Crowd(String from, InetSocketAddress server, byte[] hash, int connections)
      throws Exception {
    var tls =
        QuicSslContextBuilder.forClient()
            .trustManager(new PinnedCertificate(hash))
            .applicationProtocols("h3")
            .endpointIdentificationAlgorithm(null)
            .build();
    socket =
        new Bootstrap()
            .group(group)
            .channel(NioDatagramChannel.class)
            .handler(
                new QuicClientCodecBuilder()
                    .sslContext(tls)
                    .maxIdleTimeout(30, TimeUnit.SECONDS)
                    .initialMaxData(1 << 20)
                    .initialMaxStreamDataUnidirectional(1 << 16)
                    .initialMaxStreamsUnidirectional(10)
                    .build())
            .bind(new InetSocketAddress(from, 0))
            .sync()
            .channel();
    for (int i = 0; i < connections; i++) {
      QuicChannel.newBootstrap(socket)
          .handler(new ChannelInboundHandlerAdapter())
          .remoteAddress(server)
          .connect()
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  connected.incrementAndGet();
                }
              });
    }
  }

  /// Handshakes completed so far.
  public int connected() {
    return connected.get();
  }

  @Override
  public void close() {
    socket.close().awaitUninterruptibly(10_000);
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
