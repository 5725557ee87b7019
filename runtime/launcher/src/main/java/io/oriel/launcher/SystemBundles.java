package io.oriel.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/// Installs `system/<start level>/*.jar`. Runs before the framework starts, on the main thread.
///
/// The bundle cache is made anew with every start: a jar that was replaced or taken away is then
/// never served from an old copy, at the price of copying some ten megabytes.
final class SystemBundles {
  /// Framework property: `gpl` or `lgpl`, a folder of `optional/`.
  static final String NATIVES = "oriel.natives";

  private static final int NATIVES_LEVEL = 2;

  private final BundleContext framework;
  private final HostOptions options;

  SystemBundles(BundleContext framework, HostOptions options) {
    this.framework = framework;
    this.options = options;
  }

  /// @return the symbolic names that are in `system/`: nothing in `deploy/` may claim them
  static Set<String> names(Path distribution) throws IOException {
    var names = new HashSet<String>();
    for (var level : levels(distribution).values()) {
      for (Path jar : level) {
        names.add(symbolicName(jar));
      }
    }
    return names;
  }

  /// Installs and marks for starting.
  List<Bundle> install() throws IOException, HostException {
    var installed = new ArrayList<Bundle>();
    installNatives(installed);
    installed.addAll(install(1, options.lastLevel()));
    return installed;
  }

  /// Installs some levels and marks their bundles for starting.
  List<Bundle> install(int first, int last) throws IOException, HostException {
    var installed = new ArrayList<Bundle>();
    for (var level : levels(options.folders().distribution()).entrySet()) {
      if (level.getKey() < first || level.getKey() > last) {
        continue;
      }
      for (Path jar : level.getValue()) {
        if (!options.leaveOut().contains(symbolicName(jar))) {
          installed.add(install(jar, level.getKey()));
        }
      }
    }
    return installed;
  }

  /// FFmpeg's libraries are fragments of one bundle, either with the GPL parts or without.
  private void installNatives(List<Bundle> installed) throws IOException, HostException {
    String set = options.properties().getOrDefault(NATIVES, "lgpl");
    Path folder = options.folders().distribution().resolve("optional").resolve(set);
    for (Path jar : ShippedBackends.jars(folder).values()) {
      installed.add(install(jar, NATIVES_LEVEL));
    }
  }

  private Bundle install(Path jar, int level) throws IOException, HostException {
    try (InputStream in = Files.newInputStream(jar)) {
      Bundle bundle = framework.installBundle(jar.toUri().toString(), in);
      bundle.adapt(BundleStartLevel.class).setStartLevel(level);
      if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
      return bundle;
    } catch (BundleException e) {
      throw new HostException(
          ExitCode.FAILED, "cannot install " + jar + ": " + e.getMessage() + "; build anew", e);
    }
  }

  private static TreeMap<Integer, List<Path>> levels(Path distribution) throws IOException {
    var found = new TreeMap<Integer, List<Path>>();
    for (int level = 1; level <= 7; level++) {
      var jars = ShippedBackends.jars(distribution.resolve("system/" + level));
      if (!jars.isEmpty()) {
        found.put(level, List.copyOf(jars.values()));
      }
    }
    return found;
  }

  private static String symbolicName(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      var manifest = file.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = main.getValue(Constants.BUNDLE_SYMBOLICNAME);
      return name == null ? jar.getFileName().toString() : name.split(";")[0].trim();
    }
  }
}
