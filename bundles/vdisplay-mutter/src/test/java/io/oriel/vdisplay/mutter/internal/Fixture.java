package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What the tests of this package share.
final class Fixture {
  private Fixture() {}

  /// The default settings, some of them changed, by the annotation's method names.
  static Settings settings(Map<String, Object> changed) {
    return (Settings)
        Proxy.newProxyInstance(
            Fixture.class.getClassLoader(),
            new Class<?>[] {Settings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  static HostFacts facts(Map<String, String> facts) {
    return new HostFacts() {
      @Override
      public Optional<String> text(String key) {
        return Optional.ofNullable(facts.get(key));
      }

      @Override
      public Set<String> keys() {
        return facts.keySet();
      }

      @Override
      public long generation() {
        return 1;
      }
    };
  }

  /// Waits for something that takes no time on an idle machine.
  static void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /// Remembers what a display told.
  static final class Health implements StageHealth {
    final CompletableFuture<BackendException> lost = new CompletableFuture<>();

    final Queue<String> degraded = new ConcurrentLinkedQueue<>();

    @Override
    public void degraded(String detail) {
      degraded.add(detail);
    }

    @Override
    public void changed(String detail) {}

    @Override
    public void lost(BackendException cause) {
      lost.complete(cause);
    }
  }
}
