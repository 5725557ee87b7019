package io.oriel.host.guard.internal;

import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.fileinstall.ArtifactListener;
import org.apache.felix.fileinstall.ArtifactUrlTransformer;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;

/// Starts before the folders are watched, at level 1, where the component runtime does not run yet:
/// hence an activator and no component.
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Guard implements BundleActivator {
  private ServiceTracker<LogReaderService, LogReaderService> logs;
  private LogBridge bridge;
  private Descriptions descriptions;

  @Override
  public void start(BundleContext context) {
    bridge = new LogBridge();
    logs =
        new ServiceTracker<>(context, LogReaderService.class, null) {
          @Override
          public LogReaderService addingService(
              org.osgi.framework.ServiceReference<LogReaderService> reference) {
            LogReaderService service = super.addingService(reference);
            service.addLogListener(bridge);
            return service;
          }
        };
    logs.open();

    var deploy =
        new DeployGuard(
            context.getProperty("oriel.deploy"),
            Set.of(text(context, "oriel.system.names").split(",")));
    var first = new Hashtable<String, Object>();
    first.put(Constants.SERVICE_RANKING, 1_000); // asked before the watcher's own
    context.registerService(
        new String[] {ArtifactUrlTransformer.class.getName(), ArtifactListener.class.getName()},
        deploy,
        first);
    report(context, "deploy.refused", deploy::refusals);

    descriptions = new Descriptions(context);
    var settings = new SettingsGuard(descriptions);
    var plugin = new Hashtable<String, Object>();
    plugin.put(ConfigurationPlugin.CM_RANKING, 500);
    context.registerService(ConfigurationPlugin.class, settings, plugin);
    report(context, "settings.refused", settings::refusals);
  }

  @Override
  public void stop(BundleContext context) {
    logs.close();
    descriptions.close();
  }

  /// For console and doctor, as a JDK type, so that nobody imports anything from here.
  private static void report(BundleContext context, String name, Supplier<List<String>> lines) {
    var properties = new Hashtable<String, Object>();
    properties.put("oriel.report.lines", name);
    context.registerService(Supplier.class, lines, properties);
  }

  private static String text(BundleContext context, String key) {
    String value = context.getProperty(key);
    return value == null ? "" : value;
  }
}
