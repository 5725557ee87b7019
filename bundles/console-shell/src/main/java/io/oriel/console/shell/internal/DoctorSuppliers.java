package io.oriel.console.shell.internal;

import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// Hands the report to the launcher, which shares no package with the bundles: services of type
/// `Supplier<String>` with the property `oriel.report`.
@Component(
    service = {},
    immediate = true)
public final class DoctorSuppliers {
  private final List<ServiceRegistration<?>> registrations;

  @Activate
  public DoctorSuppliers(BundleContext bundle, @Reference DoctorReport doctor) {
    registrations =
        List.of(
            register(bundle, "doctor", doctor::text),
            register(bundle, "doctor.json", doctor::json));
  }

  private static ServiceRegistration<?> register(
      BundleContext bundle, String name, Supplier<String> report) {
    var properties = new Hashtable<String, Object>();
    properties.put("oriel.report", name);
    return bundle.registerService(Supplier.class, report, properties);
  }

  @Deactivate
  void close() {
    registrations.forEach(ServiceRegistration::unregister);
  }
}
