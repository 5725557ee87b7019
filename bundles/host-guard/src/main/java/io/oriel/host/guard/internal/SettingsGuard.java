package io.oriel.host.guard.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.metatype.AttributeDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks settings against their description before a component sees them, wherever they come from:
/// a file, the console, a program.
///
/// A configuration with an unknown key or an unreadable value is refused whole; the component gets
/// the last good one again, or its defaults when there never was one. Called by ConfigAdmin, on the
/// thread that delivers.
final class SettingsGuard implements ConfigurationPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsGuard.class);
  private static final String FILE = "felix.fileinstall.filename";

  private final Descriptions descriptions;
  private final Map<String, Map<String, Object>> lastGood = new ConcurrentHashMap<>();
  private final Map<String, String> refused = new ConcurrentSkipListMap<>();

  SettingsGuard(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  /// What is refused now, one sentence per configuration. Any thread.
  List<String> refusals() {
    return List.copyOf(refused.values());
  }

  @Override
  public void modifyConfiguration(ServiceReference<?> target, Dictionary<String, Object> given) {
    String pid = String.valueOf(given.get(Constants.SERVICE_PID));
    Object factory = given.get(ConfigurationAdmin.SERVICE_FACTORYPID);
    var described = descriptions.of(pid, factory == null ? null : factory.toString());
    if (described.isEmpty()) {
      return;
    }
    var settings = new TreeMap<String, Object>();
    for (String key : java.util.Collections.list(given.keys())) {
      if (!isBookkeeping(key)) {
        settings.put(key, given.get(key));
      }
    }
    String trouble = trouble(settings, described.get());
    if (trouble == null) {
      lastGood.put(pid, settings);
      refused.remove(pid);
      return;
    }
    Map<String, Object> before = lastGood.getOrDefault(pid, Map.of());
    String line =
        source(pid, given.get(FILE))
            + " is refused: "
            + trouble
            + "; "
            + (before.isEmpty() ? "the defaults are in force" : "the last good settings stay");
    if (!line.equals(refused.put(pid, line))) {
      LOG.warn(line);
    }
    settings.keySet().forEach(given::remove);
    new Hashtable<>(before).forEach(given::put);
  }

  private static String source(String pid, Object file) {
    if (file == null) {
      return "configuration " + pid;
    }
    String path = file.toString();
    return "etc" + path.substring(path.lastIndexOf('/'));
  }

  private static boolean isBookkeeping(String key) {
    return key.startsWith("service.")
        || key.startsWith("component.")
        || key.startsWith("felix.fileinstall.")
        || key.startsWith(".")
        || key.startsWith(":")
        || key.endsWith(".target")
        || key.endsWith(".cardinality.minimum");
  }

  private static String trouble(
      Map<String, Object> settings, Map<String, AttributeDefinition> described) {
    for (var entry : settings.entrySet()) {
      AttributeDefinition definition = described.get(entry.getKey());
      if (definition == null) {
        return "the key "
            + entry.getKey()
            + " is unknown; known are "
            + String.join(", ", new TreeMap<>(described).keySet());
      }
      String bad = Values.trouble(definition, entry.getValue());
      if (bad != null) {
        return entry.getKey() + " " + bad;
      }
    }
    return null;
  }
}
