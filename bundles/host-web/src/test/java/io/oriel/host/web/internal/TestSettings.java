package io.oriel.host.web.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/// Settings nobody changed, or only some.
final class TestSettings {
  static final WebSettings DEFAULTS = of(Map.of());

  private TestSettings() {}

  static WebSettings of(Map<String, Object> changed) {
    return (WebSettings)
        Proxy.newProxyInstance(
            WebSettings.class.getClassLoader(),
            new Class<?>[] {WebSettings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
