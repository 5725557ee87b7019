package io.oriel.transport.gamestream.internal.http;

import io.netty.handler.ssl.SslContext;
import io.oriel.transport.gamestream.internal.GameStreamContext;
import io.oriel.transport.gamestream.internal.StreamPorts;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// HTTP and HTTPS of the transport. Over HTTP only `/serverinfo`, `/pair` and `/unpair` exist
/// (GameStream protocol notes §1.4).
public final class WebServer implements AutoCloseable {
  private final GameStreamContext context;
  private final HttpServer server;
  private final PairEndpoint pairing;
  private volatile Ports ports = new Ports(0, 0);

  /// @param clock nanoseconds
  public WebServer(GameStreamContext context, StreamPorts streams, LongSupplier clock) {
    this.context = context;
    var callers = new Callers(context.trust());
    pairing = new PairEndpoint(context, callers, clock);
    Endpoint info = new ServerInfo(context, callers, this::ports);
    var launches = new LaunchEndpoint(context, callers, streams);
    Map<String, Endpoint> open =
        Map.of("/serverinfo", info, "/pair", pairing::pair, "/unpair", pairing::unpair);
    Map<String, Endpoint> closed =
        Map.of(
            "/serverinfo", info,
            "/pair", pairing::pair,
            "/unpair", pairing::unpair,
            "/applist", new AppList(callers, context.apps(), context.codecs()),
            "/appasset", new AppAsset(callers, context.apps()),
            "/launch", launches::launch,
            "/resume", launches::resume,
            "/cancel", launches::cancel);
    Endpoint unknown = _ -> Reply.notFound();
    server =
        new HttpServer(
            request ->
                (request.secure() ? closed : open)
                    .getOrDefault(request.path(), unknown)
                    .answer(request));
  }

  /// Opens the listeners.
  ///
  /// @param addresses to listen on
  /// @param http port; 0: a free one, which needs a single address
  /// @throws PortTakenException naming the port that another program holds
  public Ports listen(List<InetAddress> addresses, int http, int https) throws IOException {
    var tls = ServerTls.of(context.trust().identity());
    int httpPort = http;
    int httpsPort = https;
    for (InetAddress address : addresses) {
      httpsPort = bind(address, https, tls);
      httpPort = bind(address, http, null);
    }
    ports = new Ports(httpPort, httpsPort);
    return ports;
  }

  private int bind(InetAddress address, int port, SslContext tls) throws IOException {
    try {
      return server.listen(new InetSocketAddress(address, port), tls);
    } catch (BindException e) {
      throw new PortTakenException(address, port, e);
    }
  }

  /// The ports in use.
  public Ports ports() {
    return ports;
  }

  /// Ends what waited too long. Called about once a second.
  public void expire() {
    pairing.expire();
  }

  @Override
  public void close() {
    pairing.close();
    server.close();
  }
}
