package io.oriel.host.guard.internal;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.jar.JarFile;
import org.apache.felix.fileinstall.ArtifactUrlTransformer;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every jar in `deploy/` before it is installed or updated, and refuses those that are no
/// bundles or claim the symbolic name of a bundle of the host: the watcher would update that bundle
/// from them, and uninstall it with the file. The watcher's thread.
final class DeployGuard implements ArtifactUrlTransformer {
  private static final Logger LOG = LoggerFactory.getLogger(DeployGuard.class);

  private final Path deploy;
  private final Set<String> systemNames;
  private final Map<String, String> refused = new ConcurrentSkipListMap<>();

  DeployGuard(String deploy, Set<String> systemNames) {
    this.deploy = Path.of(deploy == null ? "deploy" : deploy);
    this.systemNames = systemNames;
  }

  /// What is refused now, one sentence each. Any thread.
  List<String> refusals() {
    refused.keySet().removeIf(name -> !deploy.resolve(name).toFile().exists());
    return List.copyOf(refused.values());
  }

  @Override
  public boolean canHandle(File artifact) {
    return artifact.getName().endsWith(".jar") && deploy.equals(artifact.toPath().getParent());
  }

  /// @return the same address; `null`: refused
  @Override
  public URL transform(URL artifact) throws Exception {
    Path jar = Path.of(artifact.toURI());
    String name = jar.getFileName().toString();
    String why = refusal(jar);
    if (why == null) {
      refused.remove(name);
      return artifact;
    }
    String line = "deploy/" + name + " is refused: " + why;
    refused.put(name, line);
    LOG.warn(line);
    return null;
  }

  private String refusal(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      var manifest = file.getManifest();
      String claimed =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (claimed == null) {
        return "it is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME;
      }
      String symbolicName = claimed.split(";")[0].trim();
      return systemNames.contains(symbolicName)
          ? "it claims the name "
              + symbolicName
              + ", which belongs to the host; give the bundle a name of its own"
          : null;
    } catch (IOException e) {
      return "it cannot be read as a jar (" + e.getMessage() + "); copy it anew, then rename it";
    }
  }
}
