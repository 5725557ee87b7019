package io.oriel.lib.browser;

import io.oriel.api.session.EndReason;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the pages of one transport: makes a [BrowserPeer] for each, and says goodbye to all when
/// the transport goes. Any thread.
public final class BrowserHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrowserHost.class);
  private static final long TICK_MILLIS = 250;
  private static final long CLOSE_NANOS = 2_000_000_000L;

  private final BrowserServices services;
  private final LongSupplier mostBits;
  private final Set<Page> pages = ConcurrentHashMap.newKeySet();
  private final Object admitting = new Object();
  private final ScheduledThreadPoolExecutor timer;
  private final AutoCloseable trustWatch;
  private final AutoCloseable ticketWatch;

  /// @param name of its thread, after `oriel-`; at most 8 characters
  /// @param mostBits of video payload per second that a page may have, asked at every start
  public BrowserHost(String name, BrowserServices services, LongSupplier mostBits) {
    this.services = services;
    this.mostBits = mostBits;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("oriel-" + name).factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // a rumble that comes after the end
    timer.setRemoveOnCancelPolicy(true);
    timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    trustWatch = services.trust().watch(this::changed);
    ticketWatch = services.tickets().watch(this::withdrawn);
  }

  /// A page has come. One that says no `hello` within 5 s is sent away.
  public BrowserPeer connect(BrowserPath path) {
    var page = new Page(this, path, timer);
    pages.add(page);
    return page;
  }

  /// How many pages there are.
  public int pages() {
    return pages.size();
  }

  BrowserServices services() {
    return services;
  }

  long mostBits() {
    return mostBits.getAsLong();
  }

  void left(Page page) {
    pages.remove(page);
  }

  private void tick() {
    long now = System.nanoTime();
    for (Page page : pages) {
      try {
        page.tick(now);
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("a page could not be looked after: {}", e.toString());
      }
    }
  }

  private void changed(Client client) {
    Predicate<Client> same = c -> c.id().equals(client.id());
    if (!client.rights().contains(Right.VIEW)) {
      dismiss(same, EndReason.REVOKED);
    } else {
      of(same).forEach(page -> page.rights(client.rights()));
    }
  }

  private void withdrawn(Admission admission) {
    dismiss(c -> c.id().equals(admission.client().id()), EndReason.REVOKED);
  }

  /// Takes a page's ticket. Whoever is sent away meanwhile is not admitted any more, or found among
  /// the pages: there is no moment between the two.
  ///
  /// @param known told whom it admits
  /// @return `false`: nobody
  boolean admit(String ticket, Consumer<Admission> known) {
    synchronized (admitting) {
      Optional<Admission> admission = services.tickets().redeem(ticket);
      admission.ifPresent(known);
      return admission.isPresent();
    }
  }

  private void dismiss(Predicate<Client> who, EndReason reason) {
    of(who).forEach(page -> page.dismiss(reason, Ends.sentence(reason)));
  }

  private List<Page> of(Predicate<Client> who) {
    synchronized (admitting) {
      return pages.stream()
          .filter(page -> page.admission().map(Admission::client).filter(who).isPresent())
          .toList();
    }
  }

  /// Ends all sessions of its pages with [EndReason#TRANSPORT_LOST] and closes their paths. Returns
  /// when they have left, after 2 s at the latest.
  @Override
  public void close() {
    for (AutoCloseable watch : new AutoCloseable[] {trustWatch, ticketWatch}) {
      try {
        watch.close();
      } catch (Exception e) {
        LOG.warn("a watch does not close: {}", e.toString());
      }
    }
    for (Page page : pages) {
      page.dismiss(EndReason.TRANSPORT_LOST, Ends.sentence(EndReason.TRANSPORT_LOST));
    }
    long deadline = System.nanoTime() + CLOSE_NANOS;
    while (!pages.isEmpty()
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(5_000_000);
    }
    timer.shutdownNow();
  }
}
