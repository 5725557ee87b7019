package io.oriel.host.guard.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.osgi.util.tracker.ServiceTracker;

/// Finds what a configuration may contain, by its id. Any thread.
final class Descriptions {
  private final BundleContext context;
  private final ServiceTracker<MetaTypeService, MetaTypeService> metatype;

  Descriptions(BundleContext context) {
    this.context = context;
    this.metatype = new ServiceTracker<>(context, MetaTypeService.class, null);
    metatype.open();
  }

  void close() {
    metatype.close();
  }

  /// The described keys; empty when no bundle describes this configuration.
  Optional<Map<String, AttributeDefinition>> of(String pid, String factoryPid) {
    MetaTypeService service = metatype.getService();
    if (service == null) {
      return Optional.empty();
    }
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        MetaTypeInformation info = service.getMetaTypeInformation(bundle);
        String[] ids =
            info == null ? null : factoryPid == null ? info.getPids() : info.getFactoryPids();
        String wanted = factoryPid == null ? pid : factoryPid;
        if (ids != null && Arrays.asList(ids).contains(wanted)) {
          return Optional.of(keys(info.getObjectClassDefinition(wanted, null)));
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, AttributeDefinition> keys(ObjectClassDefinition described) {
    var keys = new HashMap<String, AttributeDefinition>();
    AttributeDefinition[] all = described.getAttributeDefinitions(ObjectClassDefinition.ALL);
    for (AttributeDefinition one : all == null ? new AttributeDefinition[0] : all) {
      keys.put(one.getID(), one);
    }
    return keys;
  }
}
