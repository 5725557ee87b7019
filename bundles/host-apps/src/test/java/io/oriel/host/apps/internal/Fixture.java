package io.oriel.host.apps.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppLibrary;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/// What the tests of this package share.
final class Fixture {
  private Fixture() {}

  /// Settings of a kind, the defaults but for those named by the annotation's methods.
  static <T> T settings(Class<T> type, Map<String, Object> changed) {
    return type.cast(
        Proxy.newProxyInstance(
            Fixture.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue())));
  }

  static AppLibrary library(String name, App... apps) {
    return new AppLibrary() {
      @Override
      public String library() {
        return name;
      }

      @Override
      public List<App> apps() {
        return List.of(apps);
      }

      @Override
      public AutoCloseable watch(Runnable changed) {
        return () -> {};
      }
    };
  }
}
