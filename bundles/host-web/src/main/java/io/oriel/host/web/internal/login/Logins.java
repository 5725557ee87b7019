package io.oriel.host.web.internal.login;

import io.oriel.api.web.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Who is logged in, by the hash of the cookie's value. In memory only: after a restart browsers
/// log in again by themselves, with their keys. Any thread; does not block.
public final class Logins {
  /// A login that nobody used for so long ends.
  public static final Duration IDLE = Duration.ofHours(12);

  static final int MOST = 512;
  static final int MOST_PER_CLIENT = 16;

  private static final class Login {
    final String clientId;
    final Supplier<Optional<Admission>> admission;
    long used;

    Login(String clientId, Supplier<Optional<Admission>> admission, long used) {
      this.clientId = clientId;
      this.admission = admission;
      this.used = used;
    }
  }

  private final LongSupplier nanoTime;
  private final Consumer<String> ended;
  // guarded by this object
  private final Map<String, Login> byHash = new HashMap<>();

  /// @param ended told the hash of every login that ends; on the thread that ends it
  public Logins(LongSupplier nanoTime, Consumer<String> ended) {
    this.nanoTime = nanoTime;
    this.ended = ended;
  }

  /// @param admission asked for every call: as it is now; empty: no longer
  /// @return the cookie's value
  public String open(String clientId, Supplier<Optional<Admission>> admission) {
    String token = Secrets.make();
    List<String> gone = new ArrayList<>();
    synchronized (this) {
      trim(gone);
      long own = byHash.values().stream().filter(l -> l.clientId.equals(clientId)).count();
      if (own >= MOST_PER_CLIENT) {
        drop(clientId, gone);
      }
      if (byHash.size() >= MOST) {
        drop(null, gone);
      }
      byHash.put(Secrets.hash(token), new Login(clientId, admission, nanoTime.getAsLong()));
    }
    gone.forEach(ended);
    return token;
  }

  /// Whom the cookie belongs to.
  public Optional<Admission> find(String token) {
    if (!Secrets.plausible(token)) {
      return Optional.empty();
    }
    Supplier<Optional<Admission>> admission;
    synchronized (this) {
      Login login = byHash.get(Secrets.hash(token));
      long now = nanoTime.getAsLong();
      if (login == null || now - login.used > IDLE.toNanos()) {
        return Optional.empty();
      }
      login.used = now;
      admission = login.admission;
    }
    return admission.get();
  }

  /// Logs one browser out.
  public void close(String token) {
    String hash = Secrets.hash(token);
    synchronized (this) {
      if (byHash.remove(hash) == null) {
        return;
      }
    }
    ended.accept(hash);
  }

  /// Logs a client out everywhere.
  public void closeAll(String clientId) {
    List<String> gone = new ArrayList<>();
    synchronized (this) {
      byHash
          .entrySet()
          .removeIf(
              entry -> {
                boolean its = entry.getValue().clientId.equals(clientId);
                if (its) {
                  gone.add(entry.getKey());
                }
                return its;
              });
    }
    gone.forEach(ended);
  }

  private void trim(List<String> gone) {
    long now = nanoTime.getAsLong();
    byHash
        .entrySet()
        .removeIf(
            entry -> {
              boolean old = now - entry.getValue().used > IDLE.toNanos();
              if (old) {
                gone.add(entry.getKey());
              }
              return old;
            });
  }

  /// The one that was unused longest, of a client or of all.
  private void drop(String clientId, List<String> gone) {
    long now = nanoTime.getAsLong();
    byHash.entrySet().stream()
        .filter(entry -> clientId == null || entry.getValue().clientId.equals(clientId))
        .max(Comparator.comparingLong(entry -> now - entry.getValue().used))
        .map(Map.Entry::getKey)
        .ifPresent(
            hash -> {
              byHash.remove(hash);
              gone.add(hash);
            });
  }
}
