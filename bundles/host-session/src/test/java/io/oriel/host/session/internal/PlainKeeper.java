package io.oriel.host.session.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps displays of owners who went until they come back or it is closed. Any thread.
final class PlainKeeper implements DisplayKeeper, AutoCloseable {
  private final Map<Owner, Display> all = new ConcurrentHashMap<>();

  /// Variables that the newest display was opened with.
  volatile Map<String, String> environment = Map.of();

  private static final class Display {
    final String backendId;
    final VirtualDisplay display;
    final Deque<AutoCloseable> companions = new ArrayDeque<>();

    Display(String backendId, VirtualDisplay display) {
      this.backendId = backendId;
      this.display = display;
    }

    void close() {
      try {
        display.close();
        for (var companion : companions) {
          companion.close();
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public Optional<Lease> reclaim(Owner owner, DisplayRequest wanted, StageHealth health) {
    return Optional.ofNullable(all.get(owner)).map(kept -> new Loan(owner, kept, true));
  }

  @Override
  public Lease open(
      Owner owner,
      String backendId,
      VirtualDisplayProvider provider,
      DisplayRequest wanted,
      Map<String, String> variables,
      StageHealth health)
      throws BackendException {
    environment = Map.copyOf(variables);
    var opened = new Display(backendId, provider.open(wanted, variables, health));
    all.put(owner, opened);
    return new Loan(owner, opened, false);
  }

  @Override
  public List<Kept> displays() {
    return List.of();
  }

  @Override
  public void discard(String clientId) {
    all.keySet().removeIf(owner -> owner.clientId().equals(clientId) && drop(owner));
  }

  private boolean drop(Owner owner) {
    var gone = all.get(owner);
    if (gone != null) {
      gone.close();
    }
    return true;
  }

  @Override
  public void forget(VirtualDisplayProvider provider) {}

  @Override
  public void close() {
    all.keySet().removeIf(this::drop);
  }

  private final class Loan implements Lease {
    private final Owner owner;
    private final Display kept;
    private final boolean reused;

    Loan(Owner owner, Display kept, boolean reused) {
      this.owner = owner;
      this.kept = kept;
      this.reused = reused;
    }

    @Override
    public VirtualDisplay display() {
      return kept.display;
    }

    @Override
    public String backendId() {
      return kept.backendId;
    }

    @Override
    public boolean reused() {
      return reused;
    }

    @Override
    public void keep(AutoCloseable companion) {
      kept.companions.push(companion);
    }

    @Override
    public void keepProgram(AutoCloseable program) {
      kept.companions.push(program);
    }

    @Override
    public <T> Optional<T> kept(Class<T> type) {
      return kept.companions.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public void close() {}

    @Override
    public void handOver() {}

    @Override
    public void discard() {
      if (all.remove(owner, kept)) {
        kept.close();
      }
    }
  }
}
