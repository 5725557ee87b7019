package io.oriel.host.web.internal.endpoint;

import io.oriel.api.web.BrowserTransport;
import io.oriel.api.web.WebEndpoint;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.ServiceReference;

/// Registers endpoints as the framework would.
public final class Mounts {
  private final Endpoints endpoints;
  private final Map<WebEndpoint, Integer> numbers = new HashMap<>();

  public Mounts(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @SuppressWarnings("unchecked")
  public void add(WebEndpoint endpoint) {
    int number = numbers.size();
    numbers.put(endpoint, number);
    // earlier ones win, as with services of the same ranking
    var reference =
        (ServiceReference<WebEndpoint>)
            Proxy.newProxyInstance(
                Mounts.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "compareTo" -> Integer.compare(arguments[0].hashCode(), number);
                      case "hashCode" -> number;
                      case "equals" -> proxy == arguments[0];
                      default -> null;
                    });
    endpoints.addEndpoint(endpoint, reference);
  }

  public void remove(WebEndpoint endpoint) {
    endpoints.removeEndpoint(endpoint);
  }

  /// A transport at this address.
  public static void offer(Offers offers, String url) {
    offers.addTransport(
        new BrowserTransport() {
          @Override
          public String protocol() {
            return "test";
          }

          @Override
          public int preference() {
            return 1;
          }

          @Override
          public Map<String, Object> offer(String host) {
            return Map.of("url", url);
          }
        });
  }
}
