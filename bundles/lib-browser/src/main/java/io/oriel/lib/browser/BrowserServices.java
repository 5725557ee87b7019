package io.oriel.lib.browser;

import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.TicketOffice;
import java.util.Objects;

/// What a [BrowserHost] needs of the host.
public record BrowserServices(
    TicketOffice tickets, SessionOrchestrator orchestrator, TrustStore trust) {
  public BrowserServices {
    Objects.requireNonNull(tickets, "tickets");
    Objects.requireNonNull(orchestrator, "orchestrator");
    Objects.requireNonNull(trust, "trust");
  }
}
