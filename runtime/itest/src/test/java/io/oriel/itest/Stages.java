package io.oriel.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// What every end-to-end test needs, or the reason for which it cannot run here.
final class Stages {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private Stages() {}

  static RunningHost host() throws Exception {
    return host(Map.of());
  }

  /// A quiet host with more settings, or others.
  ///
  /// @param settings files of `etc/`, name and content
  static RunningHost host(Map<String, String> settings) throws Exception {
    Assumptions.assumeTrue(
        HostProcess.built(), "no distribution in " + HostProcess.distribution() + ": mvn verify");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/sway")), "sway is not installed: apt install sway");
    var all = new HashMap<>(RunningHost.QUIET);
    all.putAll(settings);
    return RunningHost.start(all);
  }
}
