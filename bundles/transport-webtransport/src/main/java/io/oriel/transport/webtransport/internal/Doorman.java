package io.oriel.transport.webtransport.internal;

import io.oriel.media.webtransport.Accept;
import io.oriel.media.webtransport.ConnectRequest;
import io.oriel.media.webtransport.Decision;
import io.oriel.media.webtransport.WebTransportListener;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Decides who may open a session: pages of this host, at the one path there is. Who they are,
/// their ticket tells afterwards.
final class Doorman implements Accept {
  static final String PATH = "/oriel";
  static final String PROTOCOL = "oriel-1";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Supplier<String> advertisedHost;
  private final Predicate<InetAddress> room;
  private final Supplier<WebTransportListener> pages;

  /// @param advertisedHost setting of this name; empty: the page's own host
  /// @param room whether another page may come from an address now
  /// @param pages makes the listener of a session
  Doorman(
      Supplier<String> advertisedHost,
      Predicate<InetAddress> room,
      Supplier<WebTransportListener> pages) {
    this.advertisedHost = advertisedHost;
    this.room = room;
    this.pages = pages;
  }

  @Override
  public Decision decide(ConnectRequest request) {
    if (!request.path().equals(PATH)) {
      return new Decision.Refused(404);
    }
    if (!request.protocols().isEmpty() && !request.protocols().contains(PROTOCOL)) {
      return new Decision.Refused(400);
    }
    if (!request.origin().map(origin -> ours(origin, request.authority())).orElse(true)) {
      return new Decision.Refused(403);
    }
    if (!room.test(request.peer().getAddress())) {
      return new Decision.Refused(429);
    }
    return new Decision.Accepted(request.protocols().isEmpty() ? "" : PROTOCOL, pages.get());
  }

  /// A page talks to the host it came from: its origin names the same one, whose web server has
  /// checked that name. Where pages are told another host, that is the one to be named.
  private boolean ours(String origin, String authority) {
    Optional<String> page = host(origin);
    Optional<String> named = host("https://" + authority);
    if (page.isEmpty() || named.isEmpty()) {
      return false;
    }
    String advertised = advertisedHost.get().strip().toLowerCase(Locale.ROOT);
    return page.equals(named)
        || LOOPBACK.contains(page.get()) && LOOPBACK.contains(named.get())
        || !advertised.isEmpty() && advertised.equals(named.get());
  }

  private static Optional<String> host(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      boolean web = "https".equals(scheme) || "http".equals(scheme);
      return web
          ? Optional.ofNullable(uri.getHost()).map(host -> host.toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty(); // also the origin "null" of sandboxed pages
    }
  }
}
