package io.oriel.transport.gamestream.internal;

import io.oriel.api.app.AppCatalog;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.transport.Transport;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.TrustStore;
import io.oriel.lib.net.ListenAddresses;
import io.oriel.transport.gamestream.internal.http.PortTakenException;
import io.oriel.transport.gamestream.internal.http.Ports;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.transport.gamestream.internal.mdns.Announcement;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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

/// GameStream for Moonlight clients: listens while it is active.
///
/// The framework properties `oriel.port` and `oriel.listen`, from the command line, win over the
/// settings of the same meaning.
@Component(configurationPid = "io.oriel.transport.gamestream", immediate = true)
@ServiceDescription("GameStream for Moonlight clients")
@Designate(ocd = GameStreamSettings.class)
public final class GameStreamTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(GameStreamTransport.class);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<URI> endpoints;
  private volatile GameStreamSettings settings;

  @Activate
  public GameStreamTransport(
      BundleContext bundle,
      GameStreamSettings settings,
      @Reference TrustStore trust,
      @Reference PairingQueue pairing,
      @Reference SessionOrchestrator orchestrator,
      @Reference AppCatalog catalog)
      throws IOException {
    this.settings = settings;
    OldClients.warn(settings);
    int port = port(bundle, settings);
    try {
      List<InetAddress> addresses =
          ListenAddresses.of(
              Optional.ofNullable(bundle.getProperty("oriel.listen")).orElse(settings.listen()));
      var context =
          new GameStreamContext(
              trust,
              pairing,
              orchestrator,
              new Launches(System::nanoTime),
              new CodecMask(
                  orchestrator,
                  () -> this.settings.offer_mode(),
                  Thread::startVirtualThread,
                  System::nanoTime),
              new Apps(catalog),
              () -> this.settings);
      endpoints = listen(context, addresses, port);
    } catch (PortTakenException e) {
      close();
      String holder =
          PortHolder.describe("127.0.0.1", port).map(h -> "; " + h + " uses it").orElse("");
      LOG.error(
          "no client can connect: {}{}; stop that program or set another base.port",
          e.getMessage(),
          holder);
      throw e;
    } catch (IOException | RuntimeException e) {
      close();
      LOG.error("no client can connect: {}", e.getMessage());
      throw e;
    }
  }

  private List<URI> listen(GameStreamContext context, List<InetAddress> addresses, int port)
      throws IOException {
    var streams = new StreamServers(context.settings(), context.launches());
    open.add(streams);
    streams.start(addresses, port); // before a launch can be answered (GS-L-01)
    var server = new GameStreamServer(context, streams);
    open.add(server);
    Ports ports = server.listen(addresses, port);
    if (settings.announce()) {
      open.add(
          new Announcement(ListenAddresses.announced(addresses), hostName(context), ports.http()));
    }
    List<URI> all = new ArrayList<>();
    for (InetAddress address : addresses) {
      all.add(URI.create("http://" + literal(address) + ":" + ports.http()));
      all.add(URI.create("https://" + literal(address) + ":" + ports.https()));
    }
    LOG.info("GameStream listens on {}", all);
    return List.copyOf(all);
  }

  private String hostName(GameStreamContext context) {
    String name = settings.host_name().strip();
    return name.isEmpty() ? context.trust().identity().name() : name;
  }

  /// Settings apply to the next request; ports, addresses and the announcement when the transport
  /// is opened again.
  @Modified
  void modified(GameStreamSettings changed) {
    if (changed.base_port() != settings.base_port()
        || !changed.listen().equals(settings.listen())) {
      LOG.info("the new port or address of GameStream is used after a restart of the host");
    }
    settings = changed;
    OldClients.warn(changed);
  }

  @Deactivate
  void close() {
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.warn("a part of the transport does not close: {}", e.toString());
      }
    }
  }

  @Override
  public String protocol() {
    return "gamestream";
  }

  @Override
  public List<URI> endpoints() {
    return endpoints;
  }

  private static int port(BundleContext bundle, GameStreamSettings settings) {
    String given = bundle.getProperty("oriel.port");
    return given == null || given.isBlank()
        ? settings.base_port()
        : Integer.parseInt(given.strip());
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress().split("%", 2)[0];
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
