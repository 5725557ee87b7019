package io.oriel.host.display.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayKeeper.Kept;
import io.oriel.api.display.DisplayKeeper.Owner;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One display and who has it. What it says of its health goes to whoever has it now.
final class KeptDisplay implements StageHealth {
  private final Owner owner;
  private final String backendId;
  private final VirtualDisplayProvider provider;
  private final Consumer<KeptDisplay> whenDead;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Companions programs = new Companions();
  private final Companions companions = new Companions();
  private volatile VirtualDisplay display;
  private volatile boolean dead;
  private StageHealth borrower; // `this` lock; null: waiting or closed
  private Instant keptUntil; // `this` lock
  private long turn; // `this` lock; counts the times it began to wait
  private boolean expired; // `this` lock

  KeptDisplay(
      Owner owner,
      String backendId,
      VirtualDisplayProvider provider,
      StageHealth borrower,
      Consumer<KeptDisplay> whenDead) {
    this.owner = owner;
    this.backendId = backendId;
    this.provider = provider;
    this.borrower = borrower;
    this.whenDead = whenDead;
  }

  void open(DisplayRequest wanted, Map<String, String> environment) throws BackendException {
    var opened = provider.open(wanted, environment, this);
    display = opened;
    if (closed.get()) {
      opened.close();
      throw new BackendException(Kind.DEVICE_LOST, backendId + " was taken away");
    }
  }

  Owner owner() {
    return owner;
  }

  String backendId() {
    return backendId;
  }

  VirtualDisplayProvider provider() {
    return provider;
  }

  VirtualDisplay display() {
    return display;
  }

  boolean dead() {
    return dead;
  }

  synchronized boolean waiting() {
    return borrower == null;
  }

  /// Takes a waiting display.
  ///
  /// @return `false`: somebody has it, or it is gone
  synchronized boolean reclaim(StageHealth health) {
    if (borrower != null || expired || dead || closed.get()) {
      return false;
    }
    borrower = health;
    keptUntil = null;
    return true;
  }

  void fit(DisplayRequest wanted) throws BackendException {
    var actual = display.actual();
    boolean same =
        actual.widthPx() == wanted.widthPx()
            && actual.heightPx() == wanted.heightPx()
            && actual.refreshMilliHz() == wanted.refreshMilliHz();
    if (!same) {
      display.reconfigure(wanted);
    }
  }

  /// Waits for its owner from now on.
  ///
  /// @return which wait this is, for [#expire]
  synchronized long await(Instant until) {
    borrower = null;
    keptUntil = until;
    return ++turn;
  }

  /// Ends its wait if it does: nobody can reclaim the display from now on.
  ///
  /// @return whether it waited
  synchronized boolean expire() {
    expired |= borrower == null;
    return borrower == null;
  }

  /// Ends a wait that is still going on: nobody can reclaim the display from now on.
  ///
  /// @return whether it was
  synchronized boolean expire(long ofTurn) {
    boolean over = borrower == null && turn == ofTurn;
    expired |= over;
    return over;
  }

  Optional<Kept> describe() {
    var shown = display;
    if (shown == null || closed.get()) {
      return Optional.empty();
    }
    var actual = shown.actual();
    synchronized (this) {
      return Optional.of(
          new Kept(
              owner,
              backendId,
              shown.id(),
              actual,
              borrower != null,
              Optional.ofNullable(keptUntil)));
    }
  }

  /// The backend is taken away: whoever has the display hears it before it is gone.
  void tellLeaving() {
    lost(
        new BackendException(Kind.DEVICE_LOST, "display backend " + backendId + " was taken away"));
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      var opened = display;
      programs.close();
      try {
        if (opened != null) {
          opened.close();
        }
      } finally {
        companions.close();
      }
    }
  }

  void keep(AutoCloseable companion) {
    companions.add(companion);
  }

  void keepProgram(AutoCloseable program) {
    programs.add(program);
  }

  <T> Optional<T> companion(Class<T> type) {
    return programs.find(type).or(() -> companions.find(type));
  }

  private synchronized StageHealth borrower() {
    return borrower;
  }

  @Override
  public void degraded(String detail) {
    var to = borrower();
    if (to != null) {
      to.degraded(detail);
    }
  }

  @Override
  public void changed(String detail) {
    var to = borrower();
    if (to != null) {
      to.changed(detail);
    }
  }

  @Override
  public void lost(BackendException cause) {
    if (closed.get()) {
      return; // its end was asked for
    }
    dead = true;
    var to = borrower();
    if (to != null) {
      to.lost(cause);
    }
    whenDead.accept(this);
  }
}
