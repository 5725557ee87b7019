package io.oriel.vdisplay.kwin.internal;

import io.oriel.lib.desktop.PrivateDesktop;
import io.oriel.lib.programs.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program `kwin_wayland` as far as it can be started.
///
/// Distributions give it a file capability (`cap_sys_nice`, before Plasma 6 `cap_sys_resource`).
/// Where a container withholds that capability, the kernel refuses to start it at all; a copy of
/// the file has none and starts.
///
/// @param path where it is installed
/// @param version as it tells it; empty: it does not
/// @param startable `false`: only a copy starts
record KwinProgram(Path path, String version, boolean startable) {
  static final String NAME = "kwin_wayland";

  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+(\\.\\d+)*)");
  private static final long PATIENCE_SECONDS = 10;

  /// Answers, by file and its date: asking starts the program.
  private static final Map<String, KwinProgram> KNOWN = new ConcurrentHashMap<>();

  /// Looks for it and asks for its version, once. Blocks for as long as that takes.
  static Optional<KwinProgram> find(Programs programs) {
    return programs.find(NAME).map(path -> KNOWN.computeIfAbsent(key(path), _ -> asked(path)));
  }

  private static String key(Path path) {
    try {
      return path + " " + Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return path.toString();
    }
  }

  /// What to start in a desktop: the program itself, or a copy in the desktop's directory.
  Path in(PrivateDesktop desktop) throws IOException {
    return startable ? path : copy(desktop);
  }

  private Path copy(PrivateDesktop desktop) throws IOException {
    Path copy = desktop.directory().resolve(NAME);
    Files.copy(path, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    desktop.account().own(copy);
    return copy;
  }

  private static KwinProgram asked(Path path) {
    try {
      return new KwinProgram(path, version(path), true);
    } catch (IOException e) {
      // "error=1": EPERM. Asking a copy costs a file of 60 kB and tells the version.
      return new KwinProgram(path, versionOfCopy(path), false);
    }
  }

  /// The copy has the same name: KWin's own platform plugin loads into nothing else.
  private static String versionOfCopy(Path path) {
    try {
      Path folder = Files.createTempDirectory("oriel-kwin"); // of mode 0700
      Path copy = folder.resolve(NAME);
      try {
        Files.copy(path, copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        return version(copy);
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static String version(Path program) throws IOException {
    var builder =
        new ProcessBuilder(program.toString(), "--version")
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().put("QT_QPA_PLATFORM", "offscreen");
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return "";
      }
      Matcher found = VERSION.matcher(new String(process.getInputStream().readNBytes(4096)));
      return found.find() ? found.group(1) : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } finally {
      process.destroyForcibly();
    }
  }
}
