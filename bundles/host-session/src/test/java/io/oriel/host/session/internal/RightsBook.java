package io.oriel.host.session.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.HostIdentity;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Clients and their rights in memory.
final class RightsBook implements TrustStore {
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final List<Consumer<Client>> watchers = new CopyOnWriteArrayList<>();

  /// Runs whenever somebody looks at all clients, before it gets them.
  volatile Runnable looked = () -> {};

  /// Pairs a client.
  Client pair(String name, Set<Right> rights) {
    String id = "%064x".formatted(name.hashCode() & 0xffff_ffffL);
    var client = new Client(id, name, rights, Instant.EPOCH);
    clients.put(id, client);
    return client;
  }

  @Override
  public Optional<Client> allow(String clientId, Set<Right> rights) {
    var old = clients.get(clientId);
    var now = new Client(clientId, old.name(), rights, old.paired());
    clients.put(clientId, now);
    watchers.forEach(watcher -> watcher.accept(now));
    return Optional.of(now);
  }

  @Override
  public boolean remove(String clientId) {
    var old = clients.remove(clientId);
    var gone = new Client(clientId, old.name(), Set.of(), old.paired());
    watchers.forEach(watcher -> watcher.accept(gone));
    return true;
  }

  @Override
  public List<Client> clients() {
    looked.run();
    return List.copyOf(clients.values());
  }

  @Override
  public AutoCloseable watch(Consumer<Client> changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  @Override
  public HostIdentity identity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Client> byKey(byte[] sha256) {
    return Optional.empty();
  }

  @Override
  public Client add(String name, byte[] certificate, Set<Right> rights) {
    throw new UnsupportedOperationException();
  }
}
