package io.oriel.host.exchange.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebCall;

/// Looks up what a caller may do, at each call: rights are taken away while people are logged in.
public final class Callers {
  private final TrustStore trust;

  public Callers(TrustStore trust) {
    this.trust = trust;
  }

  /// The client that calls.
  ///
  /// @throws Refusal nobody is logged in, a guest is, or the right is missing
  public Client allowed(WebCall call, Right right) throws Refusal {
    Admission admission =
        call.caller().orElseThrow(() -> new Refusal(401, "login", "Log in first."));
    String id = admission.client().id();
    Client client =
        trust.clients().stream()
            .filter(c -> c.id().equals(id))
            .findFirst()
            .filter(_ -> admission.watches().isEmpty())
            .orElseThrow(() -> new Refusal(403, "guest", "Guests may only watch."));
    if (!client.rights().contains(right)) {
      throw new Refusal(
          403, "right", "The owner of this host has not allowed this to you (" + right + ").");
    }
    return client;
  }
}
