package io.oriel.media.webtransport;

import io.oriel.media.webtransport.internal.NettyServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// An HTTP/3 server that speaks WebTransport and nothing else.
///
/// One thread, `oriel-wt`, does all its work and calls all its listeners.
@ProviderType
public interface WebTransportServer extends AutoCloseable {
  /// Listens.
  ///
  /// @throws IOException if an address cannot be bound, or the native QUIC library is missing
  static WebTransportServer open(WebTransportConfig config, Accept accept) throws IOException {
    return NettyServer.open(config, accept, config.certificate().rotation());
  }

  /// Where it listens, in the order of [WebTransportConfig#addresses()], with the real ports.
  List<InetSocketAddress> addresses();

  /// Open sessions.
  int sessions();

  /// Connections that have no session yet.
  int halfOpen();

  /// Ends all sessions and gives all threads and sockets back; returns when it has, after 5 s at
  /// most.
  @Override
  void close();
}
