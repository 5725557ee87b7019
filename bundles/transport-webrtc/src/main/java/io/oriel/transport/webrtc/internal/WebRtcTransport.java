package io.oriel.transport.webrtc.internal;

import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.transport.Transport;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.BrowserTransport;
import io.oriel.api.web.TicketOffice;
import io.oriel.lib.browser.BrowserHost;
import io.oriel.lib.browser.BrowserServices;
import io.oriel.media.webrtc.BusyException;
import io.oriel.media.webrtc.PeerListener;
import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.VideoKind;
import io.oriel.media.webrtc.WebRtcPeer;
import io.oriel.media.webrtc.WebRtcServer;
import io.oriel.media.webrtc.WebRtcSettings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WebRTC for pages where WebTransport does not pass: listens while it is active.
///
/// The framework properties `oriel.port` and `oriel.listen`, from the command line, win over the
/// settings of the same meaning.
@Component(
    configurationPid = "io.oriel.transport.webrtc",
    immediate = true,
    service = {Transport.class, BrowserTransport.class, WebRtcTransport.class})
@ServiceDescription("WebRTC for browsers")
@Designate(ocd = WebRtcTransportSettings.class)
public final class WebRtcTransport implements Transport, BrowserTransport, PeerSource {
  /// Below WebTransport, whose pictures are sooner there.
  static final int PREFERENCE = 50;

  private static final Logger LOG = LoggerFactory.getLogger(WebRtcTransport.class);
  private static final int BASE_PORT = 47_989;
  private static final int PORT_OFFSET = 4;

  private final WebRtcServer server;
  private final BrowserHost host;
  private final StreamPaths paths;
  private final OfferLimits offers = new OfferLimits();
  private volatile WebRtcTransportSettings settings;

  @Activate
  public WebRtcTransport(
      BundleContext bundle,
      WebRtcTransportSettings settings,
      @Reference TrustStore trust,
      @Reference SessionOrchestrator orchestrator,
      @Reference TicketOffice tickets)
      throws IOException {
    this.settings = settings;
    int port = port(bundle, settings);
    try {
      InetAddress address =
          BoundAddress.of(
              Optional.ofNullable(bundle.getProperty("oriel.listen")).orElse(settings.listen()));
      server =
          WebRtcServer.open(
              new WebRtcSettings(
                  new InetSocketAddress(address, port),
                  BoundAddress.advertised(settings.advertised_addresses()),
                  settings.advertised_port(),
                  settings.max_peers(),
                  Duration.ofSeconds(15),
                  Duration.ofSeconds(30)));
    } catch (IOException e) {
      LOG.error("no browser can connect by WebRTC: UDP port {}: {}", port, e.getMessage());
      throw e;
    }
    host =
        new BrowserHost(
            "webrtc",
            new BrowserServices(tickets, orchestrator, trust),
            () -> this.settings.max_bits_per_second());
    paths = new StreamPaths(host::connect);
    LOG.info("WebRTC listens on {}", endpoints());
  }

  private static int port(BundleContext bundle, WebRtcTransportSettings settings) {
    if (settings.port() != 0) {
      return settings.port();
    }
    String base = bundle.getProperty("oriel.port");
    int first = base == null || base.isBlank() ? BASE_PORT : Integer.parseInt(base.strip());
    return first == 0 ? 0 : first + PORT_OFFSET;
  }

  @Modified
  void modified(WebRtcTransportSettings changed) {
    if (changed.port() != settings.port() || !changed.listen().equals(settings.listen())) {
      LOG.info("the new port or address of WebRTC is used after a restart of the host");
    }
    settings = changed;
  }

  /// Pages first: they are told why they have to go.
  @Deactivate
  void close() {
    host.close();
    server.close();
  }

  StreamPaths paths() {
    return paths;
  }

  long startRate() {
    return settings.start_bits_per_second();
  }

  @Override
  public WebRtcPeer accept(
      String offer, VideoKind kind, InetAddress caller, long startRate, PeerListener listener)
      throws SdpException, BusyException {
    if (!offers.take(caller, settings.offers_per_minute(), System.nanoTime())) {
      throw new BusyException("too many offers of this address; try again in a minute");
    }
    return server.accept(offer, kind, caller, startRate, listener);
  }

  @Override
  public String protocol() {
    return "webrtc";
  }

  @Override
  public int preference() {
    return PREFERENCE;
  }

  @Override
  public Map<String, Object> offer(String name) {
    return Map.of("whep", "/" + WhepEndpoint.NAME, "socket", "/" + StreamEndpoint.NAME);
  }

  @Override
  public List<URI> endpoints() {
    InetSocketAddress local = server.local();
    String text = local.getAddress().getHostAddress().split("%", 2)[0];
    String literal = local.getAddress() instanceof Inet6Address ? "[" + text + "]" : text;
    return List.of(URI.create("webrtc://" + literal + ":" + local.getPort()));
  }
}
