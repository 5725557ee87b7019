package io.oriel.host.web.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.HostIdentity;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.host.web.internal.login.Secrets;
import java.lang.reflect.Proxy;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A trust store in memory.
final class FakeTrust implements TrustStore {
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final List<Consumer<Client>> watchers = new CopyOnWriteArrayList<>();

  @Override
  public HostIdentity identity() {
    PrivateKey key =
        (PrivateKey)
            Proxy.newProxyInstance(
                FakeTrust.class.getClassLoader(),
                new Class<?>[] {PrivateKey.class},
                (_, _, _) -> null);
    return new HostIdentity(new UUID(1, 2), "box", certificate(), key);
  }

  private static X509Certificate certificate() {
    return TestCertificate.CERTIFICATE;
  }

  @Override
  public Optional<Client> byKey(byte[] sha256) {
    return Optional.ofNullable(clients.get(HexFormat.of().formatHex(sha256)));
  }

  @Override
  public List<Client> clients() {
    return List.copyOf(clients.values());
  }

  @Override
  public Client add(String name, byte[] certificate, Set<Right> rights) {
    String id = HexFormat.of().formatHex(Secrets.sha256(certificate));
    var client = new Client(id, name, rights, Instant.EPOCH);
    clients.put(id, client);
    return client;
  }

  @Override
  public Optional<Client> allow(String clientId, Set<Right> rights) {
    var now =
        clients.computeIfPresent(
            clientId, (id, was) -> new Client(id, was.name(), rights, was.paired()));
    Optional.ofNullable(now).ifPresent(this::tell);
    return Optional.ofNullable(now);
  }

  @Override
  public boolean remove(String clientId) {
    Client was = clients.remove(clientId);
    if (was != null) {
      tell(new Client(clientId, was.name(), Set.of(), was.paired()));
    }
    return was != null;
  }

  private void tell(Client client) {
    watchers.forEach(one -> one.accept(client));
  }

  @Override
  public AutoCloseable watch(Consumer<Client> changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
