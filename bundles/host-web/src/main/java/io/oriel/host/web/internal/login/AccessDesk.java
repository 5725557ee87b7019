package io.oriel.host.web.internal.login;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionObserver;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.Admission;
import io.oriel.api.web.TicketOffice;
import io.oriel.host.web.internal.WebSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is logged in, the tickets they got, and guests. Any thread.
@Component(
    service = {TicketOffice.class, SessionObserver.class, AccessDesk.class},
    configurationPid = "io.oriel.host.web")
@ServiceDescription("Tickets of pages")
public final class AccessDesk implements TicketOffice, SessionObserver {
  private static final Logger LOG = LoggerFactory.getLogger(AccessDesk.class);

  private static final Duration MOST_SLEEP = Duration.ofMinutes(5); // clocks are set

  private final TrustStore trust;
  private final AutoCloseable watch;
  private final List<Consumer<String>> loggedOut = new CopyOnWriteArrayList<>();
  private final List<Consumer<Admission>> ended = new CopyOnWriteArrayList<>();
  private final Logins logins =
      new Logins(System::nanoTime, hash -> loggedOut.forEach(one -> one.accept(hash)));
  private final Tickets tickets = new Tickets(System::nanoTime);
  private final Challenges challenges = new Challenges(System::nanoTime);
  private final FailedLogins failures = new FailedLogins(System::nanoTime);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("oriel-web-guest").factory());
  private final Guests guests =
      new Guests(InstantSource.system(), () -> this.settings.guests(), this::left);
  private volatile WebSettings settings;
  private Future<?> expiry = CompletableFuture.completedFuture(null); // guarded by this object

  @Activate
  public AccessDesk(@Reference TrustStore trust, WebSettings settings) {
    this.trust = trust;
    this.settings = settings;
    timer.setRemoveOnCancelPolicy(true);
    watch = trust.watch(this::changed);
  }

  /// Limits apply to the next link and the next guest.
  @Modified
  void modified(WebSettings changed) {
    settings = changed;
  }

  @Deactivate
  void close() {
    timer.shutdownNow();
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

  /// Logs a guest in.
  ///
  /// @return the cookie's value
  public String login(Admission guest) {
    String id = guest.client().id();
    return logins.open(id, () -> guests.admission(id));
  }

  /// How long a link is valid.
  ///
  /// @param minutes wanted; 0 or less: the usual time
  public Duration validity(int minutes) {
    WebSettings now = settings;
    int most = Math.max(1, now.guest_minutes_max());
    return Duration.ofMinutes(Math.clamp(minutes > 0 ? minutes : now.guest_minutes(), 1, most));
  }

  /// Makes a link that lets guests watch a session.
  ///
  /// @return empty: there are too many
  public Optional<Guests.Invitation> invite(String session, Duration valid) {
    var made = guests.invite(session, valid);
    if (made.isPresent()) {
      LOG.info("a link lets guests watch session {} for {}", session, valid);
      expireInTime();
    }
    return made;
  }

  /// One task for the link that ends next, however many are made and withdrawn.
  private synchronized void expireInTime() {
    expiry.cancel(false);
    var next = guests.nextEnd();
    if (next.isPresent() && !timer.isShutdown()) {
      long millis = Math.clamp(next.get().toMillis() + 1, 1, MOST_SLEEP.toMillis());
      expiry = timer.schedule(this::expire, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void expire() {
    guests.expire();
    expireInTime();
  }

  public Guests guests() {
    return guests;
  }

  /// A guest goes by himself: another one has room.
  public void leave(Admission guest) {
    guests.leave(guest.client().id());
  }

  private void left(Admission guest) {
    logins.closeAll(guest.client().id());
    for (Consumer<Admission> watcher : ended) {
      try {
        watcher.accept(guest);
      } catch (RuntimeException e) {
        LOG.error("a watcher of guests failed", e);
      }
    }
  }

  @Override
  public void ended(String session, EndReason reason, String detail) {
    try {
      timer.execute(() -> guests.sessionEnded(session));
    } catch (RejectedExecutionException _) {
      LOG.debug("closed before the guests of session {} were sent away", session);
    }
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
