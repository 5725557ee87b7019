package io.oriel.host.web.internal;

import java.lang.reflect.Proxy;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/// A bundle that has nothing but a version.
final class TestBundle {
  private TestBundle() {}

  static BundleContext context() {
    Bundle bundle = fake(Bundle.class, Version.valueOf("1.2.3"));
    return fake(BundleContext.class, bundle);
  }

  private static <T> T fake(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            TestBundle.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> method.getReturnType().isInstance(answer) ? answer : null));
  }
}
