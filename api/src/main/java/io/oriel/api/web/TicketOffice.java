package io.oriel.api.web;

import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/// Knows the tickets that the web server gave to pages that have shown who they are. Any thread;
/// never blocks.
@ProviderType
public interface TicketOffice {
  /// Takes a ticket: it admits once, and within 30 s of being given.
  ///
  /// @param ticket as the page sent it, any text
  /// @return empty: unknown, used or too old, or its client was removed
  Optional<Admission> redeem(String ticket);

  /// Calls back, on a control thread, when an admission ends early: a guest's link was withdrawn.
  /// Clients that are removed or lose rights are told by [io.oriel.api.trust.TrustStore#watch].
  ///
  /// @return closes the watch
  AutoCloseable watch(Consumer<Admission> ended);
}
