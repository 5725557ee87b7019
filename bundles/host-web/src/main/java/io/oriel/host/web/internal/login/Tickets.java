package io.oriel.host.web.internal.login;

import io.oriel.api.web.Admission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tickets that were given and not yet taken, oldest first. Any thread; does not block.
final class Tickets {
  static final Duration VALID = Duration.ofSeconds(30);
  static final int MOST = 1024;
  static final int MOST_PER_CLIENT = 16;

  private record Ticket(String clientId, long given, Supplier<Optional<Admission>> admission) {}

  private final LongSupplier nanoTime;
  // by hash; guarded by this object
  private final Map<String, Ticket> open = new LinkedHashMap<>();

  Tickets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// @param admission asked when the ticket is taken
  /// @return empty: this client, or all together, have enough
  Optional<String> give(String clientId, Supplier<Optional<Admission>> admission) {
    String ticket = Secrets.make();
    synchronized (this) {
      long now = nanoTime.getAsLong();
      open.values().removeIf(one -> late(one, now));
      long own = open.values().stream().filter(one -> one.clientId.equals(clientId)).count();
      if (open.size() >= MOST || own >= MOST_PER_CLIENT) {
        return Optional.empty();
      }
      open.put(Secrets.hash(ticket), new Ticket(clientId, now, admission));
    }
    return Optional.of(ticket);
  }

  /// Takes one, once.
  Optional<Admission> take(String text) {
    if (text == null || !Secrets.plausible(text)) {
      return Optional.empty();
    }
    Ticket ticket;
    synchronized (this) {
      ticket = open.remove(Secrets.hash(text));
    }
    return ticket == null || late(ticket, nanoTime.getAsLong())
        ? Optional.empty()
        : ticket.admission.get();
  }

  private static boolean late(Ticket ticket, long now) {
    return now - ticket.given > VALID.toNanos();
  }
}
