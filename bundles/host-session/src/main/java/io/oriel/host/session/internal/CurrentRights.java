package io.oriel.host.session.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What clients may do now, whatever they could when their transport looked them up. Any thread.
final class CurrentRights {
  private final TrustStore trust;
  private final Set<String> removed = ConcurrentHashMap.newKeySet();

  CurrentRights(TrustStore trust) {
    this.trust = trust;
  }

  /// A client was changed or removed.
  void changed(Client client) {
    if (client.rights().isEmpty()) {
      removed.add(client.id());
    } else {
      removed.remove(client.id());
    }
  }

  /// Those of a paired client as they are now, none of one that was removed; guests are paired
  /// with nobody and have what their transport says.
  Set<Right> of(Client client) {
    return trust.clients().stream()
        .filter(known -> known.id().equals(client.id()))
        .findFirst()
        .map(Client::rights)
        .orElseGet(() -> removed.contains(client.id()) ? Set.of() : client.rights());
  }
}
