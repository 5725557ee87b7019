package io.oriel.host.web.internal.endpoint;

import io.oriel.api.web.BrowserTransport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transports that pages can use, best first.
@Component(service = Offers.class)
public final class Offers {
  private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

  private final Set<BrowserTransport> transports = new CopyOnWriteArraySet<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addTransport(BrowserTransport transport) {
    transports.add(transport);
  }

  void removeTransport(BrowserTransport transport) {
    transports.remove(transport);
  }

  /// @param host as the browser names it, without port
  public List<Map<String, Object>> to(String host) {
    return transports.stream()
        .sorted(Comparator.comparingInt(BrowserTransport::preference).reversed())
        .map(transport -> offer(transport, host))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Map<String, Object> offer(BrowserTransport transport, String host) {
    try {
      var offer = new LinkedHashMap<String, Object>(transport.offer(host));
      offer.put("protocol", transport.protocol());
      offer.put("preference", transport.preference());
      return offer;
    } catch (RuntimeException e) {
      LOG.error("the transport {} offers nothing", transport.protocol(), e);
      return null;
    }
  }

  /// The origins of the transports' addresses.
  public Set<String> origins(String host) {
    return to(host).stream()
        .map(offer -> offer.get("url"))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .map(Offers::origin)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static String origin(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return url.startsWith("https://") ? url.substring(0, path < 0 ? url.length() : path) : null;
  }
}
