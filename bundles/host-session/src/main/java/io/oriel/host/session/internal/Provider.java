package io.oriel.host.session.internal;

import io.oriel.api.session.Stage;

/// A registered backend.
///
/// @param stage the place in the chain it fills
/// @param id its `oriel.backend.id`
/// @param service held as long as it is registered
/// @param ranking `service.ranking`, an operator's tie-break
record Provider<P>(Stage stage, String id, P service, int ranking) {
  /// As pins and bans spell it.
  String key() {
    return stage.name().toLowerCase(java.util.Locale.ROOT) + "=" + id;
  }
}
