package io.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The framework's properties.
final class FrameworkSettings {
  private static final Logger LOG = LoggerFactory.getLogger(FrameworkSettings.class);

  // Both versions: the host's bundles import [2,3), the web console imports [1.7,2).
  private static final String SLF4J =
      "org.slf4j;version=\"2.0.17\",org.slf4j;version=\"1.7.36\","
          + "org.slf4j.helpers;version=\"2.0.17\",org.slf4j.helpers;version=\"1.7.36\","
          + "org.slf4j.event;version=\"2.0.17\",org.slf4j.spi;version=\"2.0.17\","
          + "org.slf4j.spi;version=\"1.7.36\"";

  // The JVM rewrites the classes of flight recorder events to call this package, also in bundles.
  private static final String RECORDER = "jdk.jfr.internal.event";

  // JmDNS asks for Java "8", which the framework only offers under its old name "1.8".
  private static final String JAVA_8 = "osgi.ee;osgi.ee=\"JavaSE\";version:Version=\"8.0.0\"";

  private FrameworkSettings() {}

  static Map<String, Object> of(HostOptions options) throws IOException {
    Folders folders = options.folders();
    var p = new HashMap<String, Object>();
    p.put(Constants.FRAMEWORK_STORAGE, folders.cache().resolve("bundles").toString());
    p.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    p.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SLF4J);
    p.put(Constants.FRAMEWORK_BOOTDELEGATION, RECORDER);
    p.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, JAVA_8);
    p.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
    p.put("felix.log.logger", new FrameworkLog());
    p.put("oriel.home", folders.data().toString());
    p.put("oriel.state", folders.state().toString());
    p.put("oriel.logs", folders.logs().toString());
    p.put("oriel.run", folders.run().toString());
    p.put("oriel.deploy", folders.deploy().toString());
    p.put("oriel.system.names", String.join(",", SystemBundles.names(folders.distribution())));
    p.put("felix.cm.dir", StoredSettings.folder(folders).toString());
    p.put("felix.fileinstall.dir", watched(folders));
    p.put("felix.fileinstall.tmpdir", folders.cache().resolve("fileinstall").toString());
    p.put("felix.fileinstall.poll", "250");
    p.put("felix.fileinstall.noInitialDelay", "true");
    p.put("felix.fileinstall.log.level", "2");
    p.put("felix.fileinstall.start.level", "5");
    p.put("felix.fileinstall.bundles.new.start", "true");
    p.put("felix.fileinstall.optionalImportRefreshScope", "managed");
    p.put("felix.fileinstall.disableNio2", "true");
    p.put("org.apache.felix.http.host", "127.0.0.1");
    p.put("org.osgi.service.http.port", "47990");
    p.put("org.apache.felix.http.jetty.sendServerHeader", "false");
    p.put("felix.webconsole.manager.root", "/system/console");
    p.put("felix.webconsole.security.providers", "oriel"); // no console without our login
    p.putAll(options.properties());
    return p;
  }

  /// `etc/` first, so that a backend finds its settings; `deploy/` only while it is ours alone.
  private static String watched(Folders folders) throws IOException {
    String refused = refusal(folders.deploy());
    if (refused != null) {
      LOG.warn("{}; no backend is loaded from it", refused);
      return folders.etc().toString();
    }
    return folders.etc() + "," + folders.deploy();
  }

  /// Whoever writes a jar there runs programs as this user.
  ///
  /// @return why the folder is not to be trusted and what to do; `null`: it is fine
  static String refusal(Path deploy) throws IOException {
    String owner = Files.getOwner(deploy).getName();
    String me = System.getProperty("user.name");
    if (!owner.equals(me)) {
      return deploy + " belongs to " + owner + ", not to " + me + "; run chown " + me + " on it";
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(deploy);
    if (mode.contains(PosixFilePermission.OTHERS_WRITE)
        || mode.contains(PosixFilePermission.GROUP_WRITE)) {
      return deploy + " is writable by others; run chmod go-w on it";
    }
    return null;
  }
}
