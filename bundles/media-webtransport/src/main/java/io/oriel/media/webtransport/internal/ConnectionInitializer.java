package io.oriel.media.webtransport.internal;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.oriel.media.webtransport.Accept;
import io.oriel.media.webtransport.WebTransportConfig;
import io.oriel.media.webtransport.internal.wire.Wire;
import java.util.Set;

/// Sets up each new connection.
@ChannelHandler.Sharable
final class ConnectionInitializer extends ChannelInitializer<QuicChannel> {
  private static final long HEADER_BYTES = 16 << 10;

  private final WebTransportConfig config;
  private final Accept accept;
  private final Gate gate;
  private final Set<Connection> connections;

  ConnectionInitializer(
      WebTransportConfig config, Accept accept, Gate gate, Set<Connection> connections) {
    this.config = config;
    this.accept = accept;
    this.gate = gate;
    this.connections = connections;
  }

  @Override
  protected void initChannel(QuicChannel channel) {
    var connection = new Connection(channel, config, gate);
    connections.add(connection);
    channel.closeFuture().addListener(_ -> connections.remove(connection));
    channel
        .pipeline()
        .addLast(connection.streams()) // before HTTP/3, which would take 0x41 for a frame
        .addLast(
            new Http3ServerConnectionHandler(
                new RequestInitializer(connection, accept),
                null,
                connection.streams()::unidirectional,
                new DefaultHttp3SettingsFrame(settings()),
                true,
                (_, _) -> true))
        .addLast(connection.events());
  }

  /// What Chromium and later drafts ask for, and no dynamic header compression.
  private static Http3Settings settings() {
    var settings =
        new Http3Settings((_, _) -> true)
            .qpackMaxTableCapacity(0)
            .qpackBlockedStreams(0)
            .maxFieldSectionSize(HEADER_BYTES)
            .enableConnectProtocol(true)
            .enableH3Datagram(true);
    settings.put(Wire.ENABLE_WEBTRANSPORT, 1L);
    settings.put(Wire.MAX_SESSIONS, 1L); // 1: no flow control of sessions
    return settings;
  }
}
