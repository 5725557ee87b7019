package io.oriel.api.trust;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/// Host identity and paired clients. Any thread; reads never block on I/O.
@ProviderType
public interface TrustStore {
  HostIdentity identity();

  /// The client with this certificate or key.
  ///
  /// @param sha256 32 bytes, the hash of the whole certificate (DER)
  Optional<Client> byKey(byte[] sha256);

  /// All paired clients, oldest first.
  List<Client> clients();

  /// Stores a client; a known certificate keeps its id and takes the new name and rights. On disk
  /// when this returns.
  ///
  /// @param certificate DER of its certificate, or of its public key (SubjectPublicKeyInfo)
  /// @throws java.io.UncheckedIOException if it cannot be stored; nothing was changed then
  Client add(String name, byte[] certificate, Set<Right> rights);

  /// Gives a paired client other rights. On disk when this returns; watchers are told.
  ///
  /// @return the client as it is now; empty: there is none of this id
  /// @throws java.io.UncheckedIOException if it cannot be stored; nothing was changed then
  Optional<Client> allow(String clientId, Set<Right> rights);

  /// Removes a client: its sessions and pending launches end.
  ///
  /// @return whether there was such a client
  boolean remove(String clientId);

  /// Calls back, on a control thread, with each client whose rights changed or that was removed
  /// (with no rights left).
  ///
  /// @return closes the watch
  AutoCloseable watch(Consumer<Client> changed);
}
