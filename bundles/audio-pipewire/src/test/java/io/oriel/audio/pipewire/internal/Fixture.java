package io.oriel.audio.pipewire.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

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

  /// Remembers what a sink told.
  static final class Health implements StageHealth {
    final CompletableFuture<BackendException> lost = new CompletableFuture<>();
    final List<String> degraded = Collections.synchronizedList(new ArrayList<>());

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
