package io.oriel.transport.gamestream.internal.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An HTTP/1.1 server for one request per connection (GS-H-01), plain or over TLS. Endpoints run on
/// virtual threads; one event loop thread, `oriel-gs-http`, moves the bytes.
final class HttpServer implements AutoCloseable {
  /// A client certificate of 8 KiB as hex, and the rest of its request line.
  static final int MOST_LINE = 20 * 1024;

  private static final int MOST_HEADERS = 8 * 1024;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1,
          Thread.ofPlatform().daemon().name("oriel-gs-http").factory(),
          NioIoHandler.newFactory());
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("oriel-gs-http-", 0).factory());
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Connections connections = new Connections();
  private final Endpoint endpoint;

  /// Serves what `endpoint` answers, once [#listen] was called.
  HttpServer(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// Opens a listener.
  ///
  /// @param tls `null`: plain HTTP
  /// @return the port, which differs from the address's when that is 0
  /// @throws IOException if the port cannot be had
  int listen(InetSocketAddress address, SslContext tls) throws IOException {
    var bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 128)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connect(channel, tls);
                  }
                });
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Throwable cause = bound.cause();
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
    Channel channel = bound.channel();
    open.add(channel);
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private void connect(SocketChannel channel, SslContext tls) {
    var remote = channel.remoteAddress();
    if (remote == null || !connections.enter(remote.getAddress())) {
      channel.close();
      return;
    }
    channel.closeFuture().addListener(_ -> connections.exit(remote.getAddress()));
    open.add(channel);
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MOST_LINE)
                    .setMaxHeaderSize(MOST_HEADERS)))
        .addLast(new ConnectionHandler(endpoint, workers, tls != null));
  }

  /// Closes listeners and connections; returns within two seconds.
  @Override
  public void close() {
    open.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    workers.shutdownNow();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
