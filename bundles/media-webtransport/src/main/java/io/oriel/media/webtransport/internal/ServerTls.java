package io.oriel.media.webtransport.internal;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;

/// TLS with the certificate of the day; on the server's thread.
final class ServerTls {
  private final Rotation rotation;
  private Minted shown;
  private QuicSslContext context;

  ServerTls(Rotation rotation) {
    this.rotation = rotation;
  }

  /// For a new connection. Earlier connections keep what they have.
  QuicSslEngine engine(QuicChannel channel) {
    Minted now = rotation.current();
    if (now != shown) {
      context =
          QuicSslContextBuilder.forServer(now.key(), null, now.certificate())
              .applicationProtocols("h3")
              .earlyData(false) // no sessions before the handshake: draft-02 §3.3
              .build();
      shown = now;
    }
    return context.newEngine(channel.alloc());
  }
}
