package io.oriel.launcher;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/// Tells which bundles are not running, and why. Any thread.
final class BundleReport {
  private final BundleContext framework;

  BundleReport(BundleContext framework) {
    this.framework = framework;
  }

  /// One line per bundle that should be active and is not; empty: all is well.
  List<String> troubles(int level) {
    var troubles = new ArrayList<String>();
    for (Bundle bundle : framework.getBundles()) {
      boolean due = bundle.adapt(BundleStartLevel.class).getStartLevel() <= level;
      String why = due ? why(bundle) : null;
      if (why != null) {
        troubles.add(bundle.getSymbolicName() + " " + bundle.getVersion() + " " + why);
      }
    }
    return troubles;
  }

  private static String why(Bundle bundle) {
    boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> null;
      case Bundle.RESOLVED -> fragment ? null : "is not started: " + attempt(bundle);
      case Bundle.STARTING ->
          "lazy".equals(bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY))
              ? null
              : "is still starting";
      case Bundle.STOPPING -> "is stopping";
      case Bundle.INSTALLED ->
          fragment ? "is a fragment without its host" : "cannot be resolved: " + attempt(bundle);
      default -> "was uninstalled";
    };
  }

  /// The framework keeps no reason, so it is asked again.
  private static String attempt(Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
      return "it started when asked again";
    } catch (BundleException e) {
      Throwable cause = e.getCause();
      return e.getMessage() + (cause == null ? "" : " (" + cause + ")");
    }
  }
}
