package io.oriel.clipboard.wayland.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

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
}
