package io.oriel.host.web.internal.login;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.Admission;
import io.oriel.api.web.TicketOffice;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is logged in, and the tickets they got. Any thread.
@Component(service = {TicketOffice.class, AccessDesk.class})
@ServiceDescription("Tickets of pages")
public final class AccessDesk implements TicketOffice {
  private static final Logger LOG = LoggerFactory.getLogger(AccessDesk.class);

  private final TrustStore trust;
  private final AutoCloseable watch;
  private final List<Consumer<String>> loggedOut = new CopyOnWriteArrayList<>();
  private final List<Consumer<Admission>> ended = new CopyOnWriteArrayList<>();
  private final Logins logins =
      new Logins(System::nanoTime, hash -> loggedOut.forEach(one -> one.accept(hash)));
  private final Tickets tickets = new Tickets(System::nanoTime);
  private final Challenges challenges = new Challenges(System::nanoTime);
  private final FailedLogins failures = new FailedLogins(System::nanoTime);

  @Activate
  public AccessDesk(@Reference TrustStore trust) {
    this.trust = trust;
    watch = trust.watch(this::changed);
  }

  @Deactivate
  void close() {
    try {
      watch.close();
    } catch (Exception e) {
      LOG.warn("the watch of the trust store does not close: {}", e.toString());
    }
  }

  private void changed(Client client) {
    if (client.rights().isEmpty()) {
      logins.closeAll(client.id());
    }
  }

  /// Logs a paired client in.
  ///
  /// @return the cookie's value
  public String login(Client client) {
    String id = client.id();
    return logins.open(id, () -> paired(id));
  }

  /// A paired client as it is now.
  public Optional<Admission> paired(String clientId) {
    return trust.byKey(HexFormat.of().parseHex(clientId)).map(Admission::of);
  }

  public Logins logins() {
    return logins;
  }

  public Challenges challenges() {
    return challenges;
  }

  public FailedLogins failures() {
    return failures;
  }

  /// @param token of the cookie: the ticket is worth nothing once its login ended
  /// @return empty: too many at once
  public Optional<String> ticket(Admission admission, String token) {
    return tickets.give(admission.client().id(), () -> logins.find(token));
  }

  @Override
  public Optional<Admission> redeem(String ticket) {
    return tickets.take(ticket);
  }

  @Override
  public AutoCloseable watch(Consumer<Admission> watcher) {
    Consumer<Admission> own = watcher::accept; // the same watcher may watch twice
    ended.add(own);
    return () -> ended.remove(own);
  }

  /// Calls back with the hash of the cookie of every login that ends.
  public AutoCloseable watchLogins(Consumer<String> watcher) {
    Consumer<String> own = watcher::accept;
    loggedOut.add(own);
    return () -> loggedOut.remove(own);
  }
}
