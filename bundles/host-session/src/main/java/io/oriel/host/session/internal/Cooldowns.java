package io.oriel.host.session.internal;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Backends that failed a moment ago and are passed over for a while. Any thread.
final class Cooldowns {
  private static final long COOL_NANOS = 30_000_000_000L;

  private record Until(long nanos, String why) {}

  private final Map<Object, Until> until = new ConcurrentHashMap<>();

  void failed(Provider<?> provider, String why) {
    until.put(provider.service(), new Until(System.nanoTime() + COOL_NANOS, why));
  }

  /// Why a backend is passed over; `null`: it is not.
  String reason(Provider<?> provider) {
    var entry = until.get(provider.service());
    if (entry == null) {
      return null;
    }
    if (System.nanoTime() - entry.nanos >= 0) {
      until.remove(provider.service(), entry);
      return null;
    }
    return entry.why;
  }

  /// Whether one of some backends is passed over, and will be tried again.
  boolean any(Collection<? extends Provider<?>> some) {
    return some.stream().anyMatch(provider -> reason(provider) != null);
  }

  /// Forgets a backend that went away, so that its object is not kept.
  void forget(Provider<?> provider) {
    until.remove(provider.service());
  }
}
