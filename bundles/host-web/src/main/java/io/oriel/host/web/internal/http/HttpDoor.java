package io.oriel.host.web.internal.http;

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
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The server: HTTP/1.1 and WebSockets, over TLS or plain. Two threads, `oriel-web`, move the
/// bytes; calls run on virtual threads, and the arithmetic of TLS handshakes on a thread of its
/// own, so that a crowd of strangers at the door holds up no page that is let in.
public final class HttpDoor implements AutoCloseable {
  private static final long MOST_BODIES = 48L << 20;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          2,
          Thread.ofPlatform().daemon().name("oriel-web-", 0).factory(),
          NioIoHandler.newFactory());
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("oriel-web-call-", 0).factory());
  private final ExecutorService handshakes =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("oriel-web-handshakes").factory());
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Connections connections = new Connections();
  private final DoorContext context;

  /// Nothing listens yet.
  public HttpDoor(Gate gate, Callers callers, Route.Finder routes) {
    context =
        new DoorContext(
            new HeadReader(gate, callers), routes, new BodyBudget(MOST_BODIES), workers);
  }

  /// Opens a listener.
  ///
  /// @param tls asked for every connection; `null`: plain
  /// @return the port, which differs from the address's when that is 0
  /// @throws IOException if the port cannot be had
  public int listen(InetSocketAddress address, Supplier<SslContext> tls) throws IOException {
    var bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 128)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
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

  private void connect(SocketChannel channel, Supplier<SslContext> tls) {
    var remote = channel.remoteAddress();
    if (remote == null || !connections.enter(remote.getAddress())) {
      channel.close();
      return;
    }
    var place = new Place(handshakes, () -> connections.exit(remote.getAddress()));
    channel.closeFuture().addListener(_ -> place.leave());
    open.add(channel);
    if (tls != null) {
      var handler = tls.get().newHandler(channel.alloc(), place);
      channel.pipeline().addLast(new HandshakeLimit(handler.handshakeFuture()), handler);
    }
    channel
        .pipeline()
        .addLast(
            new HttpResponseEncoder(),
            new StrictDecoder(),
            new FlowControlHandler(),
            new PageConnection(context, tls != null));
  }

  /// Closes listeners and connections; returns within two seconds.
  @Override
  public void close() {
    open.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    workers.shutdownNow();
    handshakes.shutdownNow();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
