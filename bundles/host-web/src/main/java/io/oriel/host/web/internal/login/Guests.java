package io.oriel.host.web.internal.login;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/// Links that let somebody watch one session for a while, and the guests who came by them. In
/// memory only: they end with the host. Any thread; does not block.
public final class Guests {
  static final int MOST_LINKS = 32;

  /// A link.
  ///
  /// @param id for people to choose by: `1`, `2` …
  /// @param names of those who came by it
  public record Link(String id, String session, Instant expires, List<String> names) {
    public Link {
      names = List.copyOf(names);
    }
  }

  /// A link that was just made.
  ///
  /// @param secret what admits; kept nowhere
  public record Invitation(Link link, String secret) {
    /// Without the secret.
    @Override
    public String toString() {
      return "Invitation[" + link + "]";
    }
  }

  private static final class Open {
    final String id;
    final String hash;
    final String session;
    final Instant expires;
    final Map<String, Client> guests = new LinkedHashMap<>();

    Open(String id, String hash, String session, Instant expires) {
      this.id = id;
      this.hash = hash;
      this.session = session;
      this.expires = expires;
    }

    Admission admission(Client guest) {
      return new Admission(guest, Optional.of(session), expires);
    }

    Link view() {
      return new Link(id, session, expires, guests.values().stream().map(Client::name).toList());
    }
  }

  private final InstantSource clock;
  private final IntSupplier most;
  private final Consumer<Admission> ended;
  // by id; guarded by this object
  private final Map<String, Open> links = new LinkedHashMap<>();
  private long lastId;

  /// @param most guests at once, of all links
  /// @param ended told of every guest who has to leave
  Guests(InstantSource clock, IntSupplier most, Consumer<Admission> ended) {
    this.clock = clock;
    this.most = most;
    this.ended = ended;
  }

  /// Makes a link.
  ///
  /// @return empty: there are too many
  public Optional<Invitation> invite(String session, Duration valid) {
    expire();
    String secret = Secrets.make();
    synchronized (this) {
      if (links.size() >= MOST_LINKS) {
        return Optional.empty();
      }
      lastId++;
      var open =
          new Open(
              Long.toString(lastId), Secrets.hash(secret), session, clock.instant().plus(valid));
      links.put(open.id, open);
      return Optional.of(new Invitation(open.view(), secret));
    }
  }

  /// How a guest was received.
  ///
  /// @param admission empty: the link admits nobody, or no further guest has room
  /// @param full whether it is for want of room
  public record Reception(Optional<Admission> admission, boolean full) {}

  /// Lets a guest in.
  ///
  /// @param secret of the link
  /// @param again whom this browser is already, if it is a guest of the same link
  public Reception admit(String secret, String name, Optional<Admission> again) {
    expire();
    if (!Secrets.plausible(secret)) {
      return new Reception(Optional.empty(), false);
    }
    String hash = Secrets.hash(secret);
    synchronized (this) {
      Open open =
          links.values().stream().filter(one -> one.hash.equals(hash)).findFirst().orElse(null);
      if (open == null) {
        return new Reception(Optional.empty(), false);
      }
      Client known = again.map(was -> open.guests.get(was.client().id())).orElse(null);
      if (known != null) {
        return new Reception(Optional.of(open.admission(known)), false);
      }
      if (links.values().stream().mapToInt(one -> one.guests.size()).sum() >= most.getAsInt()) {
        return new Reception(Optional.empty(), true);
      }
      var guest =
          new Client(
              "guest-%016x".formatted(Secrets.number()),
              name.isBlank() ? "Guest" : name,
              EnumSet.of(Right.VIEW, Right.AUDIO),
              clock.instant());
      open.guests.put(guest.id(), guest);
      return new Reception(Optional.of(open.admission(guest)), false);
    }
  }

  /// A guest as he is now.
  public Optional<Admission> admission(String guestId) {
    Instant now = clock.instant();
    synchronized (this) {
      return links.values().stream()
          .filter(open -> now.isBefore(open.expires) && open.guests.containsKey(guestId))
          .map(open -> open.admission(open.guests.get(guestId)))
          .findFirst();
    }
  }

  /// He logged out: there is room for another.
  void leave(String guestId) {
    List<Admission> gone = new ArrayList<>();
    synchronized (this) {
      for (Open open : links.values()) {
        Client guest = open.guests.remove(guestId);
        if (guest != null) {
          gone.add(open.admission(guest));
        }
      }
    }
    gone.forEach(ended);
  }

  public List<Link> links() {
    expire();
    synchronized (this) {
      return links.values().stream().map(Open::view).toList();
    }
  }

  /// Withdraws a link: its guests leave.
  ///
  /// @return whether there was such a link
  public boolean withdraw(String id) {
    return end(open -> open.id.equals(id));
  }

  /// Withdraws the links of a session that ended.
  void sessionEnded(String session) {
    end(open -> open.session.equals(session));
  }

  /// How long until the next link ends by itself; empty: there is none.
  synchronized Optional<Duration> nextEnd() {
    return links.values().stream()
        .map(open -> open.expires)
        .min(Comparator.naturalOrder())
        .map(end -> Duration.between(clock.instant(), end));
  }

  /// Withdraws the links whose time is over.
  void expire() {
    Instant now = clock.instant();
    end(open -> !now.isBefore(open.expires));
  }

  private boolean end(Predicate<Open> which) {
    List<Open> gone;
    synchronized (this) {
      gone = links.values().stream().filter(which).toList();
      gone.forEach(open -> links.remove(open.id));
    }
    for (Open open : gone) {
      open.guests.values().forEach(guest -> ended.accept(open.admission(guest)));
    }
    return !gone.isEmpty();
  }
}
