package io.oriel.media.webtransport.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which certificate is in use, and which one follows.
public final class Rotation {
  private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

  private final CertificateFolder folder;
  private final InstantSource clock;
  private final List<Minted> all; // by start; guarded by this
  private Minted current; // guarded by this
  private Minted next; // guarded by this

  /// @throws IOException if the folder can be neither read nor written
  public Rotation(CertificateFolder folder, InstantSource clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    all = new ArrayList<>(folder.load());
    try {
      choose(clock.instant());
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate for browsers", e);
    }
  }

  /// The one to show to clients now.
  public synchronized Minted current() {
    renew();
    return current;
  }

  /// The one that comes after it.
  public synchronized Minted next() {
    renew();
    return next;
  }

  /// Does nothing between two changes.
  private void renew() {
    Instant now = clock.instant();
    if (!now.isBefore(current.start()) && now.isBefore(next.start())) {
      return;
    }
    try {
      choose(now);
    } catch (IOException | GeneralSecurityException e) {
      LOG.warn("The certificate for browsers was not renewed: {}", e.toString());
    }
  }

  private void choose(Instant now) throws IOException, GeneralSecurityException {
    for (Minted old : List.copyOf(all)) {
      if (!now.isBefore(old.end())) {
        all.remove(old);
        folder.delete(old);
      }
    }
    all.sort(Comparator.comparing(Minted::start));
    Minted newest = null;
    for (Minted one : all) {
      if (!one.start().isAfter(now)) {
        newest = one;
      }
    }
    boolean over = newest == null || !now.isBefore(newest.start().plus(Minted.USE));
    Minted chosen = over ? mint(now) : newest;
    Instant change = chosen.start().plus(Minted.USE);
    Minted after = null;
    for (Minted one : all) {
      if (after == null && one.start().isAfter(now) && !one.start().isAfter(change)) {
        after = one;
      }
    }
    next = after == null ? mint(change) : after;
    current = chosen;
  }

  /// The first ones have to be stored; a later one that cannot be stored serves this process.
  private Minted mint(Instant start) throws IOException, GeneralSecurityException {
    Minted minted = Minted.make(start.truncatedTo(ChronoUnit.SECONDS));
    try {
      folder.save(minted);
    } catch (IOException e) {
      if (current == null) {
        throw e;
      }
      LOG.warn("The next certificate for browsers is lost with this process: {}", e.toString());
    }
    all.add(minted);
    return minted;
  }
}
