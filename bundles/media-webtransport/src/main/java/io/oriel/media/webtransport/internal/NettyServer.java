package io.oriel.media.webtransport.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.oriel.media.webtransport.Accept;
import io.oriel.media.webtransport.CloseReason;
import io.oriel.media.webtransport.Congestion;
import io.oriel.media.webtransport.Limits;
import io.oriel.media.webtransport.WebTransportConfig;
import io.oriel.media.webtransport.WebTransportServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sockets, QUIC and the one thread that serves them.
public final class NettyServer implements WebTransportServer {
  private static final Logger LOG = LoggerFactory.getLogger(NettyServer.class);

  /// Packets handed to the kernel in one call; more were seen to bring nothing.
  private static final int SEGMENTS = 16;

  private static final int SOCKET_BUFFER = 4 << 20;
  private static final long CLOSING_MILLIS = 1_000;

  private final MultiThreadIoEventLoopGroup group;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final List<Channel> sockets = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final Gate gate;

  private NettyServer(MultiThreadIoEventLoopGroup group, Gate gate) {
    this.group = group;
    this.gate = gate;
  }

  /// See [WebTransportServer#open].
  public static NettyServer open(WebTransportConfig config, Accept accept, Rotation rotation)
      throws IOException {
    if (!Quic.isAvailable()) {
      throw new IOException(
          "no QUIC on this machine: Netty's native library did not load; it is for linux-x86_64",
          Quic.unavailabilityCause());
    }
    boolean epoll = Epoll.isAvailable();
    if (!epoll) {
      LOG.warn(
          "QUIC sends packets one by one, which costs processor time: epoll did not load: {}",
          String.valueOf(Epoll.unavailabilityCause()));
    }
    var group =
        new MultiThreadIoEventLoopGroup(
            1,
            NettyServer::thread,
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    var server = new NettyServer(group, new Gate(config.limits()));
    try {
      var tls = new ServerTls(rotation);
      for (InetSocketAddress address : config.addresses()) {
        Channel socket =
            new Bootstrap()
                .group(group)
                .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .handler(server.quic(config, accept, tls, epoll))
                .bind(address)
                .sync()
                .channel();
        server.sockets.add(socket);
        server.addresses.add((InetSocketAddress) socket.localAddress());
      }
    } catch (GeneralSecurityException e) {
      server.close();
      throw new IOException("cannot make address tokens", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.close();
      throw new IOException("interrupted while binding", e);
    } catch (Exception e) { // sync() throws what bind met, also checked ones
      server.close();
      throw new IOException("cannot listen on " + config.addresses() + ": " + e.getMessage(), e);
    }
    return server;
  }

  private static Thread thread(Runnable loop) {
    var thread = new FastThreadLocalThread(loop, "oriel-wt");
    thread.setDaemon(true);
    return thread;
  }

  private static QuicCongestionControlAlgorithm algorithm(Congestion congestion) {
    return switch (congestion) {
      case BBR -> QuicCongestionControlAlgorithm.BBR;
      case CUBIC -> QuicCongestionControlAlgorithm.CUBIC;
      case RENO -> QuicCongestionControlAlgorithm.RENO;
    };
  }

  private ChannelHandler quic(
      WebTransportConfig config, Accept accept, ServerTls tls, boolean epoll)
      throws GeneralSecurityException {
    Limits limits = config.limits();
    var builder =
        new QuicServerCodecBuilder()
            .sslEngineProvider(tls::engine)
            .tokenHandler(new AddressTokens(gate, () -> System.nanoTime() / 1_000_000_000))
            .congestionControlAlgorithm(algorithm(config.congestion()))
            .maxIdleTimeout(config.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .maxSendUdpPayloadSize(config.udpPayload())
            .maxRecvUdpPayloadSize(1500)
            .initialMaxData(limits.receiveBytes())
            .initialMaxStreamDataBidirectionalLocal(1 << 16)
            .initialMaxStreamDataBidirectionalRemote(Math.min(limits.receiveBytes(), 1 << 18))
            .initialMaxStreamDataUnidirectional(Math.min(limits.receiveBytes(), 1 << 18))
            .initialMaxStreamsBidirectional(limits.clientStreams())
            .initialMaxStreamsUnidirectional(limits.clientStreams())
            .activeConnectionIdLimit(4)
            .activeMigration(true)
            .datagram(limits.datagramQueue(), limits.datagramQueue())
            .handler(new ConnectionInitializer(config, accept, gate, connections));
    if (epoll) {
      builder.option(
          QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
          EpollQuicUtils.newSegmentedAllocator(SEGMENTS));
    }
    return builder.build();
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public int sessions() {
    return gate.sessions();
  }

  @Override
  public int halfOpen() {
    return gate.halfOpen();
  }

  @Override
  public void close() {
    for (Connection connection : connections) {
      connection.end(CloseReason.By.SERVER, 0, "the host closes");
    }
    for (Connection connection : connections) {
      connection.awaitClosed(CLOSING_MILLIS);
    }
    for (Channel socket : sockets) {
      socket.close().awaitUninterruptibly(CLOSING_MILLIS);
    }
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3_000);
  }
}
