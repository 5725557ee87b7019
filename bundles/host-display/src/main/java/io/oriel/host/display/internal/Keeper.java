package io.oriel.host.display.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplayProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns displays and lends them; a display that came back waits for its owner for the keep-alive.
@Component(configurationPid = "io.oriel.host.display")
@Designate(ocd = Keeper.Config.class)
public final class Keeper implements DisplayKeeper {
  @ObjectClassDefinition(
      name = "Oriel: displays",
      description = "How long a desktop waits for a client that went away.")
  @interface Config {
    @AttributeDefinition(
        description =
            "Seconds a display and its programs stay after the client went away; 0 closes at once",
        min = "0",
        max = "86400")
    int keep_alive_seconds() default 300;

    @AttributeDefinition(
        description =
            "The same for a monitor in a desktop that was there before, whose programs stay anyway;"
                + " 0 gives the desktop its own monitors back at once",
        min = "0",
        max = "86400")
    int attached_keep_alive_seconds() default 0;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration HAND_OVER = Duration.ofSeconds(15);

  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Set<KeptDisplay> displays = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public Keeper(Config config) {
    this(
        config,
        Clock.systemUTC(),
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("oriel-keeper").factory()));
  }

  Keeper(Config config, Clock clock, ScheduledExecutorService timer) {
    this.config = config;
    this.clock = clock;
    this.timer = timer;
  }

  /// Applies to the next display that comes back.
  @Modified
  void modified(Config changed) {
    config = changed;
  }

  @Deactivate
  void close() {
    timer.shutdownNow();
    closeAll(List.copyOf(displays));
  }

  @Override
  public Optional<Lease> reclaim(Owner owner, DisplayRequest wanted, StageHealth health) {
    for (var kept : displays) {
      if (kept.owner().equals(owner) && kept.reclaim(health)) {
        try {
          kept.fit(wanted);
          return Optional.of(new Loan(this, kept, true));
        } catch (BackendException e) {
          LOG.info("the display kept for {} is closed: {}", owner.app(), e.getMessage());
          drop(kept);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Lease open(
      Owner owner,
      String backendId,
      VirtualDisplayProvider provider,
      DisplayRequest wanted,
      Map<String, String> environment,
      StageHealth health)
      throws BackendException {
    var kept = new KeptDisplay(owner, backendId, provider, health, this::died);
    displays.add(kept); // first, so that a provider that leaves meanwhile finds it
    try {
      kept.open(wanted, environment);
    } catch (BackendException | RuntimeException e) {
      displays.remove(kept);
      throw e;
    }
    return new Loan(this, kept, false);
  }

  @Override
  public List<Kept> displays() {
    var list = new ArrayList<Kept>();
    displays.forEach(kept -> kept.describe().ifPresent(list::add));
    return list;
  }

  @Override
  public void discard(String clientId) {
    closeAll(
        displays.stream()
            .filter(kept -> kept.owner().clientId().equals(clientId) && kept.expire())
            .toList());
  }

  @Override
  public void forget(VirtualDisplayProvider provider) {
    var gone = displays.stream().filter(kept -> kept.provider() == provider).toList();
    gone.forEach(KeptDisplay::tellLeaving);
    closeAll(gone);
  }

  /// A loan ended: the display waits, or goes.
  void returned(KeptDisplay kept) {
    keep(kept, keepAlive(kept));
  }

  /// A loan ended, and another of the same owner follows.
  void handedOver(KeptDisplay kept) {
    Duration keepAlive = keepAlive(kept);
    keep(kept, keepAlive.compareTo(HAND_OVER) < 0 ? HAND_OVER : keepAlive);
  }

  private Duration keepAlive(KeptDisplay kept) {
    Config now = config; // read once: it may change
    return Duration.ofSeconds(
        kept.display().attached() ? now.attached_keep_alive_seconds() : now.keep_alive_seconds());
  }

  private void keep(KeptDisplay kept, Duration keepAlive) {
    if (keepAlive.isZero() || kept.dead()) {
      drop(kept);
      return;
    }
    long turn = kept.await(clock.instant().plus(keepAlive));
    if (kept.dead()) { // it died between the two
      drop(kept);
      return;
    }
    try {
      timer.schedule(() -> expire(kept, turn), keepAlive.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      drop(kept); // the host is stopping
    }
  }

  private void expire(KeptDisplay kept, long turn) {
    if (kept.expire(turn)) {
      LOG.info("nobody came back to the display of {}: it is closed", kept.owner().app());
      Thread.startVirtualThread(() -> drop(kept));
    }
  }

  void drop(KeptDisplay kept) {
    displays.remove(kept);
    kept.close();
  }

  /// A display died by itself. While it is lent its session gives it back.
  private void died(KeptDisplay kept) {
    if (kept.waiting()) {
      Thread.startVirtualThread(() -> drop(kept));
    }
  }

  private void closeAll(List<KeptDisplay> some) {
    var closers = some.stream().map(kept -> Thread.startVirtualThread(() -> drop(kept))).toList();
    for (var closer : closers) {
      try {
        closer.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
