package io.oriel.api.web;

import io.oriel.api.trust.Client;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Who may come in, and for what.
///
/// @param client a paired client, or a guest: its id begins with `guest-`, and no trust store knows
///     it
/// @param watches id of the one session a guest may watch; empty for paired clients
/// @param expires when the guest has to leave; [Instant#MAX] for paired clients
public record Admission(Client client, Optional<String> watches, Instant expires) {
  public Admission {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(watches, "watches");
    Objects.requireNonNull(expires, "expires");
  }

  /// A paired client's.
  public static Admission of(Client client) {
    return new Admission(client, Optional.empty(), Instant.MAX);
  }
}
