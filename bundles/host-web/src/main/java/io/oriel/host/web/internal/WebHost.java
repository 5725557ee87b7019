package io.oriel.host.web.internal;

import io.oriel.api.transport.Transport;
import io.oriel.api.web.Admission;
import io.oriel.host.web.internal.api.OwnCalls;
import io.oriel.host.web.internal.endpoint.Endpoints;
import io.oriel.host.web.internal.endpoint.LoginSockets;
import io.oriel.host.web.internal.endpoint.Offers;
import io.oriel.host.web.internal.http.Callers;
import io.oriel.host.web.internal.http.Gate;
import io.oriel.host.web.internal.http.HttpDoor;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.Cookies;
import io.oriel.host.web.internal.tls.ServerTls;
import io.oriel.lib.net.ListenAddresses;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

/// The door for browsers: listens while it is active.
///
/// The framework properties `oriel.port` and `oriel.listen`, from the command line, win over the
/// settings of the same meaning.
@Component(
    service = {Transport.class, WebHost.class},
    configurationPid = "io.oriel.host.web",
    immediate = true)
@ServiceDescription("Pages for browsers")
@Designate(ocd = WebSettings.class)
public final class WebHost implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(WebHost.class);
  private static final int BASE = 47_989;
  private static final int OFFSET = 2;

  private final BundleContext bundle;
  private final AccessDesk desk;
  private final Routes routes;
  private final LoginSockets sockets = new LoginSockets();
  private final AutoCloseable watch;
  private volatile WebSettings settings;
  private volatile Set<String> names;
  private volatile List<URI> endpoints = List.of();
  // guarded by this object
  private final List<AutoCloseable> open = new ArrayList<>();

  @Activate
  public WebHost(
      BundleContext bundle,
      WebSettings settings,
      @Reference AccessDesk desk,
      @Reference OwnCalls calls,
      @Reference Endpoints contributed,
      @Reference Offers offers)
      throws IOException {
    this.bundle = bundle;
    this.settings = settings;
    this.desk = desk;
    routes = new Routes(calls.routes(), contributed, offers, desk.logins(), sockets);
    names = names(settings);
    watch = desk.watchLogins(sockets::end);
    try {
      listen();
    } catch (IOException | RuntimeException e) {
      close();
      LOG.error("no browser can connect: {}", e.getMessage());
      throw e;
    }
  }

  private synchronized void listen() throws IOException {
    WebSettings now = settings;
    String listen = Optional.ofNullable(bundle.getProperty("oriel.listen")).orElse(now.listen());
    List<InetAddress> addresses = ListenAddresses.of(listen);
    var tls =
        ServerTls.open(
            Path.of(bundle.getProperty("oriel.state"), "web", "certificate.pem"),
            HostNames::own,
            now.certificate(),
            now.key());
    open.add(tls);
    var gate = new Gate(name -> names.contains(name) || tls.certified().contains(name));
    var door = new HttpDoor(gate, callers(), routes);
    open.add(door);
    int wanted = port(now);
    List<URI> all = new ArrayList<>();
    int port = wanted;
    for (InetAddress address : addresses) {
      port = bind(door, address, port, tls);
      for (InetAddress shown : ListenAddresses.shown(address)) {
        all.add(URI.create("https://" + literal(shown) + ":" + port));
      }
    }
    if (now.loopback_http()) {
      all.add(URI.create("http://localhost:" + plain(door, wanted == 0 ? 0 : wanted + 1)));
    }
    endpoints = List.copyOf(all);
    LOG.info("browsers are served at {}", all);
  }

  /// Both addresses of `localhost`: browsers try that of IPv6 first, and were it free, another user
  /// of this machine could pass for the host there.
  private static int plain(HttpDoor door, int wanted) throws IOException {
    int port = bind(door, InetAddress.ofLiteral("127.0.0.1"), wanted, null);
    InetAddress six = InetAddress.ofLiteral("::1");
    if (NetworkInterface.getByInetAddress(six) != null) {
      try {
        bind(door, six, port, null);
      } catch (IOException e) {
        if (wanted != 0) {
          throw e;
        }
        LOG.warn("only IPv4 is served to this machine: {}", e.getMessage());
      }
    }
    return port;
  }

  private static int bind(HttpDoor door, InetAddress address, int port, ServerTls tls)
      throws IOException {
    try {
      return door.listen(new InetSocketAddress(address, port), tls == null ? null : tls::context);
    } catch (IOException e) {
      throw new IOException(
          "port " + port + " at " + literal(address) + " cannot be had: " + e.getMessage(), e);
    }
  }

  private Callers callers() {
    return new Callers() {
      @Override
      public Optional<String> token(String header, boolean secure) {
        return Cookies.read(header, secure);
      }

      @Override
      public Optional<Admission> caller(String token) {
        return desk.logins().find(token);
      }
    };
  }

  private static Set<String> names(WebSettings settings) {
    Set<String> all = new HashSet<>(HostNames.own());
    for (String name : settings.allowed_hosts()) {
      if (!name.isBlank()) {
        all.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return Set.copyOf(all);
  }

  private int port(WebSettings now) {
    String base = bundle.getProperty("oriel.port");
    if (now.port() > 0) {
      return now.port();
    }
    int first = base == null || base.isBlank() ? BASE : Integer.parseInt(base.strip());
    return first == 0 ? 0 : first + OFFSET;
  }

  /// Names apply to the next request; ports, addresses and certificates at once: browsers have to
  /// connect again.
  @Modified
  void modified(WebSettings changed) {
    WebSettings before = settings;
    settings = changed;
    names = names(changed);
    if (sameDoor(before, changed)) {
      return;
    }
    shut();
    try {
      listen();
    } catch (IOException | RuntimeException e) {
      shut();
      LOG.error("no browser can connect: {}", e.getMessage());
    }
  }

  private static boolean sameDoor(WebSettings a, WebSettings b) {
    return a.listen().equals(b.listen())
        && a.port() == b.port()
        && a.loopback_http() == b.loopback_http()
        && a.certificate().equals(b.certificate())
        && a.key().equals(b.key());
  }

  @Deactivate
  void close() {
    try {
      watch.close();
    } catch (Exception e) {
      LOG.warn("the watch of logins does not close: {}", e.toString());
    }
    shut();
  }

  private synchronized void shut() {
    endpoints = List.of();
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.warn("a part of the door for browsers does not close: {}", e.toString());
      }
    }
    open.clear();
  }

  @Override
  public String protocol() {
    return "browser";
  }

  @Override
  public List<URI> endpoints() {
    return endpoints;
  }

  /// For people: where browsers of other machines find this host.
  ///
  /// @throws IllegalStateException it does not listen
  public String address() {
    return endpoints.stream()
        .map(URI::toString)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no browser can connect; see the host's log"));
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress().split("%", 2)[0];
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
