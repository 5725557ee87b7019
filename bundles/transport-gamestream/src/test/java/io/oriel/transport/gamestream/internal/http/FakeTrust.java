package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.HostIdentity;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
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

/// Clients in memory.
final class FakeTrust implements TrustStore {
  final HostIdentity identity;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final List<Consumer<Client>> watchers = new CopyOnWriteArrayList<>();

  FakeTrust(TestIdentity host) {
    identity =
        new HostIdentity(
            UUID.fromString("00000000-0000-4000-8000-000000000001"),
            "box & <co>",
            host.certificate(),
            host.key());
  }

  @Override
  public HostIdentity identity() {
    return identity;
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
    String id = HexFormat.of().formatHex(Callers.sha256(certificate));
    Client client = new Client(id, name, rights, Instant.EPOCH);
    clients.put(id, client);
    return client;
  }

  @Override
  public Optional<Client> allow(String clientId, Set<Right> rights) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(String clientId) {
    Client removed = clients.remove(clientId);
    if (removed == null) {
      return false;
    }
    Client now = new Client(clientId, removed.name(), Set.of(), removed.paired());
    watchers.forEach(w -> w.accept(now));
    return true;
  }

  @Override
  public AutoCloseable watch(Consumer<Client> changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
