package io.oriel.transport.gamestream.internal;

import java.lang.reflect.Proxy;

/// Settings as they are without configuration.
final class TestSettings {
  private TestSettings() {}

  static GameStreamSettings defaults() {
    return (GameStreamSettings)
        Proxy.newProxyInstance(
            TestSettings.class.getClassLoader(),
            new Class<?>[] {GameStreamSettings.class},
            (_, method, _) -> method.getDefaultValue());
  }
}
