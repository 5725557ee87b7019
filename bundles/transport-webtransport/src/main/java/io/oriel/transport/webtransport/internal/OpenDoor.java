package io.oriel.transport.webtransport.internal;

import io.oriel.lib.browser.BrowserHost;
import io.oriel.lib.browser.BrowserServices;
import io.oriel.lib.net.ListenAddresses;
import io.oriel.media.webtransport.Congestion;
import io.oriel.media.webtransport.Limits;
import io.oriel.media.webtransport.RotatingCertificate;
import io.oriel.media.webtransport.WebTransportConfig;
import io.oriel.media.webtransport.WebTransportServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

/// A server that listens, with the pages that came through it.
final class OpenDoor implements AutoCloseable {
  /// A page that has connected says hello within this time, or the peer sends it away.
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /// Pages ping twice a second; a phone that changes its network is back within a few seconds.
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final int HALF_OPEN = 64;
  private static final int HALF_OPEN_PER_ADDRESS = 16;
  private static final int CLIENT_STREAMS = 8;
  private static final int RECEIVE_BYTES = 1 << 20;
  private static final int UNSENT_BYTES = 1 << 20;
  private static final int UNFINISHED_STREAMS = 64;
  private static final int UNFINISHED_BYTES = 16 << 20;

  /// Sound of 160 ms; longer queues only delay what comes behind them.
  private static final int DATAGRAMS = 16;

  private final RotatingCertificate certificate;
  private final BrowserHost pages;
  private final ScheduledThreadPoolExecutor timer;
  private final WebTransportServer server;

  /// @param folder for the certificates
  /// @param listen as the setting says
  /// @param port 0: any
  OpenDoor(
      BrowserServices services,
      Supplier<WebTransportSettings> settings,
      Path folder,
      String listen,
      int port)
      throws IOException {
    WebTransportSettings now = settings.get();
    List<InetSocketAddress> addresses =
        ListenAddresses.of(listen).stream()
            .map(address -> new InetSocketAddress(address, port))
            .toList();
    certificate = RotatingCertificate.open(folder, InstantSource.system());
    var config =
        WebTransportConfig.of(addresses, certificate)
            .withTimeouts(HANDSHAKE, IDLE)
            .withUdpPayload(now.udp_payload())
            .with(congestion(now.congestion()))
            .with(limits(now));
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("oriel-wt-rate").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    var strangers = new Strangers();
    pages = new BrowserHost("wt-page", services, () -> settings.get().max_mbit() * 1_000_000L);
    try {
      server =
          WebTransportServer.open(
              config,
              new Doorman(
                  () -> settings.get().advertised_host(),
                  strangers::room,
                  () ->
                      new PageSession(
                          pages, timer, () -> settings.get().frame_deadline_ms(), strangers)));
    } catch (IOException | RuntimeException e) {
      pages.close();
      timer.shutdownNow();
      throw e;
    }
  }

  private static Congestion congestion(String setting) {
    String name = setting.strip().toUpperCase(Locale.ROOT);
    for (Congestion known : Congestion.values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException("congestion is bbr, cubic or reno, not " + setting);
  }

  private static Limits limits(WebTransportSettings settings) {
    return new Limits(
        settings.max_pages(),
        HALF_OPEN,
        HALF_OPEN_PER_ADDRESS,
        CLIENT_STREAMS,
        RECEIVE_BYTES,
        UNSENT_BYTES,
        UNFINISHED_STREAMS,
        UNFINISHED_BYTES,
        DATAGRAMS);
  }

  List<URI> endpoints() {
    return server.addresses().stream()
        .map(at -> URI.create("https://" + literal(at) + ":" + at.getPort() + Doorman.PATH))
        .toList();
  }

  private static String literal(InetSocketAddress at) {
    String text = at.getAddress().getHostAddress().split("%", 2)[0];
    return at.getAddress() instanceof Inet6Address ? "[" + text + "]" : text;
  }

  int port() {
    return server.addresses().getFirst().getPort();
  }

  /// SHA-256 of the certificate in use and of the next one, in Base64.
  List<String> hashes() {
    return certificate.hashes().stream().map(Base64.getEncoder()::encodeToString).toList();
  }

  /// Ends the sessions of its pages and gives the port back.
  @Override
  public void close() {
    pages.close();
    server.close();
    timer.shutdownNow();
  }
}
