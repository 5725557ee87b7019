package io.oriel.transport.gamestream.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/// Settings as they are without configuration.
final class TestSettings {
  private TestSettings() {}

  static GameStreamSettings defaults() {
    return with(Map.of());
  }

  /// @param changed settings of other values, by the names of their methods
  static GameStreamSettings with(Map<String, Object> changed) {
    return (GameStreamSettings)
        Proxy.newProxyInstance(
            TestSettings.class.getClassLoader(),
            new Class<?>[] {GameStreamSettings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
