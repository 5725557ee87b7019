package io.oriel.host.probe.internal;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/// Keeps the registered [Condition] services equal to a set of ids. Control thread only: backends
/// come up and go down inside these calls.
final class ConditionServices {
  private final BundleContext context;
  private final Map<String, ServiceRegistration<Condition>> registered = new HashMap<>();

  ConditionServices(BundleContext context) {
    this.context = context;
  }

  /// Withdraws first, so that nothing sees a condition and its opposite at once.
  void show(Set<String> present) {
    registered
        .entrySet()
        .removeIf(
            e -> {
              boolean gone = !present.contains(e.getKey());
              if (gone) {
                withdraw(e.getValue());
              }
              return gone;
            });
    for (String id : present) {
      registered.computeIfAbsent(id, this::register);
    }
  }

  private ServiceRegistration<Condition> register(String id) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(Condition.CONDITION_ID, id);
    return context.registerService(Condition.class, Condition.INSTANCE, properties);
  }

  private static void withdraw(ServiceRegistration<Condition> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException _) {
      // The framework withdrew it already: this bundle is being stopped.
    }
  }
}
