package io.oriel.host.trust.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.HostIdentity;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.host.trust.internal.ClientsFile.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trust store in a folder: `identity.json` and `clients.json`. Reads answer from memory;
/// writers take turns and change memory after the disk. Watchers are told in the same order, so
/// that what they hear last is what is so.
final class FileTrustStore implements TrustStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileTrustStore.class);
  private static final int MOST_NAME = 64;

  private final HostIdentity identity;
  private final ClientsFile file;
  private final InstantSource clock;
  private final Watchers watchers = new Watchers();
  // replaced as a whole by writers, which hold this object's monitor
  private volatile Map<String, Entry> clients;

  /// Reads the folder; makes the identity when the folder is new.
  ///
  /// @throws DamagedFileException if a file there cannot be understood or is missing
  FileTrustStore(Path path, String hostName, InstantSource clock) throws IOException {
    this.clock = clock;
    var folder = new SecretFolder(path);
    this.file = new ClientsFile(folder);
    this.clients = file.load();
    var identityFile = new IdentityFile(folder);
    Optional<HostIdentity> stored = identityFile.load(hostName);
    if (stored.isEmpty() && !clients.isEmpty()) {
      throw new DamagedFileException(
          folder.file(IdentityFile.NAME), "it is missing although clients are paired", null);
    }
    this.identity = stored.isPresent() ? stored.get() : create(identityFile, hostName);
  }

  private HostIdentity create(IdentityFile into, String hostName) throws IOException {
    try {
      HostIdentity made = into.create(hostName, clock.instant());
      LOG.info("made the identity of this host, {}", made.id());
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make the host certificate: " + e.getMessage(), e);
    }
  }

  @Override
  public HostIdentity identity() {
    return identity;
  }

  @Override
  public Optional<Client> byKey(byte[] sha256) {
    return Optional.ofNullable(clients.get(HexFormat.of().formatHex(sha256))).map(Entry::client);
  }

  @Override
  public List<Client> clients() {
    return clients.values().stream().map(Entry::client).toList();
  }

  @Override
  public Client add(String name, byte[] certificate, Set<Right> rights) {
    String shown = printable(name);
    Client added;
    synchronized (this) {
      String id = ClientsFile.id(certificate);
      Entry before = clients.get(id);
      added =
          new Client(
              id,
              shown,
              rights,
              before != null
                  ? before.client().paired()
                  : clock.instant().truncatedTo(ChronoUnit.SECONDS));
      Map<String, Entry> changed = new LinkedHashMap<>(clients);
      changed.put(id, new Entry(added, certificate.clone()));
      save(changed);
      if (before != null && !before.client().rights().equals(added.rights())) {
        watchers.tell(added);
      }
    }
    return added;
  }

  @Override
  public Optional<Client> allow(String clientId, Set<Right> rights) {
    Client now;
    synchronized (this) {
      Entry before = clients.get(clientId);
      if (before == null) {
        return Optional.empty();
      }
      Client was = before.client();
      if (was.rights().equals(rights)) {
        return Optional.of(was);
      }
      now = new Client(was.id(), was.name(), rights, was.paired());
      Map<String, Entry> changed = new LinkedHashMap<>(clients);
      changed.put(clientId, new Entry(now, before.certificate()));
      save(changed);
      watchers.tell(now);
    }
    return Optional.of(now);
  }

  @Override
  public boolean remove(String clientId) {
    synchronized (this) {
      Map<String, Entry> changed = new LinkedHashMap<>(clients);
      Entry entry = changed.remove(clientId);
      if (entry == null) {
        return false;
      }
      save(changed);
      Client was = entry.client();
      watchers.tell(new Client(was.id(), was.name(), Set.of(), was.paired()));
    }
    return true;
  }

  @Override
  public AutoCloseable watch(Consumer<Client> changed) {
    return watchers.add(changed);
  }

  @Override
  public void close() {
    watchers.close();
  }

  private void save(Map<String, Entry> changed) {
    try {
      file.save(changed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store the paired clients: " + e.getMessage(), e);
    }
    clients = changed;
  }

  /// Names come from people and devices: one line, not empty, not endless.
  private static String printable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", " ").strip();
    if (clean.isEmpty()) {
      return "unnamed";
    }
    return clean.length() > MOST_NAME ? clean.substring(0, MOST_NAME) : clean;
  }
}
