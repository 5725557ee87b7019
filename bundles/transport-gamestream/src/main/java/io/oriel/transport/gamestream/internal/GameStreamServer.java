package io.oriel.transport.gamestream.internal;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.transport.gamestream.internal.http.Ports;
import io.oriel.transport.gamestream.internal.http.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything of the transport that waits for pairing and launches, apart from the streams: HTTP,
/// HTTPS, time limits, and the end of clients that lose their rights. Control threads.
public final class GameStreamServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GameStreamServer.class);

  private final GameStreamContext context;
  private final WebServer web;
  private final AutoCloseable watch;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oriel-gs-timer").factory());

  /// Nothing listens yet.
  public GameStreamServer(GameStreamContext context, StreamPorts streams) {
    this.context = context;
    this.web = new WebServer(context, streams, System::nanoTime);
    this.watch = context.trust().watch(this::changed);
    timer.scheduleWithFixedDelay(this::expire, 1, 1, TimeUnit.SECONDS);
  }

  /// Opens the listeners; the streams' have to be ready.
  ///
  /// @param http TCP port, the HTTPS port is 5 below; 0: free ports
  public Ports listen(List<InetAddress> addresses, int http) throws IOException {
    context.codecs().get(); // the first client that asks should find an answer
    return web.listen(addresses, http, http == 0 ? 0 : http + PortOffsets.HTTPS);
  }

  private void expire() {
    try {
      context.launches().expire();
      web.expire();
    } catch (RuntimeException e) {
      LOG.error("cannot end what waited too long", e); // and try again in a second
    }
  }

  /// A client without the right to view loses its streams and displays (GS-P-09).
  private void changed(Client client) {
    if (client.rights().contains(Right.VIEW)) {
      return;
    }
    context.launches().revoke(client.id(), EndReason.REVOKED);
    for (Session session : context.orchestrator().sessions()) {
      if (session.request().client().id().equals(client.id())) {
        session.end(EndReason.REVOKED);
      }
    }
    context.orchestrator().quit(client, EndReason.REVOKED);
    LOG.info("{} was removed; its sessions end", client.name());
  }

  /// Closes listeners, attempts to pair and pending launches.
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      watch.close();
    } catch (Exception e) {
      LOG.warn("the watch of the trust store does not close: {}", e.toString());
    }
    web.close();
    context.launches().close(EndReason.TRANSPORT_LOST);
  }
}
