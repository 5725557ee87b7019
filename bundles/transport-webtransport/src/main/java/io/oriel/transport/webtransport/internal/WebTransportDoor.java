package io.oriel.transport.webtransport.internal;

import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.transport.Transport;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.BrowserTransport;
import io.oriel.api.web.TicketOffice;
import io.oriel.lib.browser.BrowserServices;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

/// WebTransport for pages: listens while it is active.
///
/// The framework properties `oriel.port` and `oriel.listen`, from the command line, win over the
/// settings of the same meaning.
@Component(
    service = {Transport.class, BrowserTransport.class},
    configurationPid = "io.oriel.transport.webtransport",
    immediate = true)
@ServiceDescription("Desktops in browsers over WebTransport")
@Designate(ocd = WebTransportSettings.class)
public final class WebTransportDoor implements Transport, BrowserTransport {
  private static final Logger LOG = LoggerFactory.getLogger(WebTransportDoor.class);
  private static final String NOT_OPEN =
      "no page can use WebTransport: {}; see the settings of io.oriel.transport.webtransport";

  private static final int BASE = 47_989;
  private static final int OFFSET = 3;
  private static final int PREFERENCE = 100;

  private final BundleContext bundle;
  private final BrowserServices services;
  private volatile WebTransportSettings settings;
  private volatile OpenDoor open; // null: nothing can be had with these settings

  @Activate
  public WebTransportDoor(
      BundleContext bundle,
      WebTransportSettings settings,
      @Reference TicketOffice tickets,
      @Reference SessionOrchestrator orchestrator,
      @Reference TrustStore trust)
      throws IOException {
    this.bundle = bundle;
    this.settings = settings;
    services = new BrowserServices(tickets, orchestrator, trust);
    try {
      open = open();
    } catch (IOException | RuntimeException e) {
      LOG.error(NOT_OPEN, e.getMessage());
      throw e;
    }
  }

  private OpenDoor open() throws IOException {
    WebTransportSettings now = settings;
    String listen = Optional.ofNullable(bundle.getProperty("oriel.listen")).orElse(now.listen());
    var folder = Path.of(bundle.getProperty("oriel.state"), "webtransport");
    var door = new OpenDoor(services, () -> settings, folder, listen, port(now));
    LOG.info("WebTransport listens on {}", door.endpoints());
    return door;
  }

  private int port(WebTransportSettings now) {
    if (now.port() > 0) {
      return now.port();
    }
    String base = bundle.getProperty("oriel.port");
    int first = base == null || base.isBlank() ? BASE : Integer.parseInt(base.strip());
    return first == 0 ? 0 : first + OFFSET;
  }

  /// Address, port, packets, congestion control and the number of pages apply at once, pages have
  /// to connect again; what is advertised with the next page loaded, the rest with the next frame
  /// or start.
  @Modified
  void modified(WebTransportSettings changed) {
    WebTransportSettings before = settings;
    settings = changed;
    if (open != null && sameDoor(before, changed)) {
      return;
    }
    close();
    try {
      open = open();
    } catch (IOException | RuntimeException e) {
      LOG.error(NOT_OPEN, e.getMessage());
    }
  }

  private static boolean sameDoor(WebTransportSettings a, WebTransportSettings b) {
    return a.listen().equals(b.listen())
        && a.port() == b.port()
        && a.udp_payload() == b.udp_payload()
        && a.congestion().equals(b.congestion())
        && a.max_pages() == b.max_pages();
  }

  @Deactivate
  void close() {
    OpenDoor was = open;
    open = null;
    if (was != null) {
      was.close();
    }
  }

  @Override
  public String protocol() {
    return "webtransport";
  }

  @Override
  public List<URI> endpoints() {
    OpenDoor now = open;
    return now == null ? List.of() : now.endpoints();
  }

  @Override
  public int preference() {
    return PREFERENCE;
  }

  /// Names are not looked up for `localhost`: browsers may take an address of it that nothing
  /// listens on, and the certificate is known by its hash, not by a name.
  @Override
  public Map<String, Object> offer(String host) {
    OpenDoor now = open;
    if (now == null) {
      return Map.of();
    }
    WebTransportSettings its = settings;
    String advertised = its.advertised_host().strip();
    String name = advertised.isEmpty() ? host.toLowerCase(Locale.ROOT) : advertised;
    int port = its.advertised_port() > 0 ? its.advertised_port() : now.port();
    return Map.of(
        "url",
        "https://" + (name.equals("localhost") ? "127.0.0.1" : name) + ":" + port + Doorman.PATH,
        "hashes",
        now.hashes(),
        "wtProtocol",
        Doorman.PROTOCOL);
  }
}
