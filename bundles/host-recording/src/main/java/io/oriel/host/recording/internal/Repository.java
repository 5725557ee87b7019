package io.oriel.host.recording.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import javax.management.JMException;
import javax.management.ObjectName;

/// Where the JVM keeps what it records until it is dumped: a folder of the host's own instead of
/// the temporary one, since the JVM lets everybody read there.
final class Repository {
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  private Repository() {}

  /// Makes the folder, empties it of what a host that was killed has left, and has the JVM use it.
  static void use(Path folder) throws IOException {
    empty(folder);
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try {
      // jcmd's JFR.configure; jdk.jfr itself has no way to say it
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName(COMMANDS),
              "jfrConfigure",
              new Object[] {new String[] {"repositorypath=\"" + folder + "\""}},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("the JVM does not record into " + folder + ": " + e.getMessage(), e);
    }
  }

  /// No other host runs on this data folder: the launcher's lock says so.
  private static void empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var old = Files.walk(folder)) {
      for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
