package io.oriel.host.exchange.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebReply;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Clients that call, and what they are answered.
public final class Calls {
  private Calls() {}

  /// The default settings, some of them changed, by the annotation's method names.
  public static ExchangeSettings settings(Map<String, Object> changed) {
    return (ExchangeSettings)
        Proxy.newProxyInstance(
            Calls.class.getClassLoader(),
            new Class<?>[] {ExchangeSettings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /// A client of a made-up id.
  public static Client client(String id, Right... rights) {
    return new Client(id, "Browser " + id, Set.copyOf(Arrays.asList(rights)), Instant.EPOCH);
  }

  /// A trust store of clients that a test may change.
  public static TrustStore trust(List<Client> clients) {
    return (TrustStore)
        Proxy.newProxyInstance(
            Calls.class.getClassLoader(),
            new Class<?>[] {TrustStore.class},
            (_, method, _) -> {
              if (method.getName().equals("clients")) {
                return List.copyOf(clients);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /// Clients that a test may change.
  public static List<Client> clients(Client... clients) {
    return new CopyOnWriteArrayList<>(clients);
  }

  /// A call of a client.
  public static WebCall call(
      Client caller, String method, String path, Map<String, String> query, byte[] body) {
    return call(Optional.of(Admission.of(caller)), method, path, query, Map.of(), body);
  }

  /// Any call.
  public static WebCall call(
      Optional<Admission> caller,
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    return new WebCall(
        method,
        path,
        query,
        headers,
        body,
        caller,
        InetSocketAddress.createUnresolved("127.0.0.1", 1),
        "localhost");
  }

  /// What is in a reply that is no file.
  public static byte[] bytes(WebReply reply) {
    return ((WebReply.Content.Bytes) reply.content()).bytes();
  }

  /// The same as text.
  public static String text(WebReply reply) {
    return new String(bytes(reply), StandardCharsets.UTF_8);
  }
}
