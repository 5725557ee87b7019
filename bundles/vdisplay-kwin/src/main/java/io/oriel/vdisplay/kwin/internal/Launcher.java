package io.oriel.vdisplay.kwin.internal;

import io.oriel.vdisplay.kwin.internal.nat.Handover;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/// A JVM under a path of our own, and the desktop file that makes KWin trust this path.
///
/// KWin compares the executable of who connects with the `Exec` of installed desktop files. A copy
/// of the JDK's small `java` launcher, with a link `lib` beside its folder where it looks for
/// `libjli.so` and the runtime, is an executable of its own: see
/// `docs/adr/0024-a-launcher-that-kwin-knows.md`.
///
/// @param executable the copy
/// @param classes folder with the one class it runs
/// @param desktopFile what grants the interfaces
record Launcher(Path executable, Path classes, Path desktopFile) {
  /// What is asked of KWin; it hides each of them from who is not named for it.
  static final String INTERFACES =
      "zkde_screencast_unstable_v1,org_kde_kwin_fake_input,org_kde_plasma_window_management";

  private static final String CLASS_FILE = Handover.class.getName().replace('.', '/') + ".class";

  /// Where it belongs.
  ///
  /// @param dataHome `$XDG_DATA_HOME`
  static Launcher in(Path dataHome) {
    Path folder = dataHome.resolve("oriel").resolve("kwin");
    return new Launcher(
        folder.resolve("bin").resolve("oriel-kwin"),
        folder.resolve("classes"),
        dataHome.resolve("applications").resolve("io.oriel.kwin.desktop"));
  }

  /// `$XDG_DATA_HOME` of the host's user; XDG Base Directory Specification.
  static Path dataHome() {
    String configured = System.getenv("XDG_DATA_HOME");
    return configured != null && configured.startsWith("/")
        ? Path.of(configured)
        : Path.of(System.getProperty("user.home"), ".local", "share");
  }

  /// Installs it, or makes it right again where it is there already.
  ///
  /// @throws IOException with a message for a human
  void install(Path javaHome) throws IOException {
    synchronized (Launcher.class) { // probe and displays may want it at once
      installed(javaHome);
    }
  }

  private void installed(Path javaHome) throws IOException {
    Path java = javaHome.resolve("bin").resolve("java");
    if (!Files.isRegularFile(java)) {
      throw new IOException("this Java has no " + java + " to copy");
    }
    if (executable.toString().matches(".*[\\s\"'\\\\%$`].*")) {
      throw new IOException(
          executable
              + " has a character that a desktop file would have to quote; KWin would not"
              + " recognise it");
    }
    Files.createDirectories(executable.getParent());
    link(executable.getParent().resolveSibling("lib"), javaHome.resolve("lib"));
    put(executable, Files.readAllBytes(java), "rwxr-xr-x");
    put(classes);
    Files.createDirectories(desktopFile.getParent());
    put(desktopFile, text().getBytes(StandardCharsets.UTF_8), "rw-r--r--");
  }

  /// Puts the class that connects into a folder.
  ///
  /// @return its file
  static Path put(Path classes) throws IOException {
    Path type = classes.resolve(CLASS_FILE);
    Files.createDirectories(type.getParent());
    put(type, handover(), "rw-r--r--");
    return type;
  }

  private String text() {
    // KWin 5.27 takes all of Exec for the path: no arguments.
    return """
        [Desktop Entry]
        Type=Application
        Name=Oriel
        Comment=Lets the Oriel streaming host make and stream monitors of this desktop
        NoDisplay=true
        Exec=%s
        X-KDE-Wayland-Interfaces=%s
        """
        .formatted(executable, INTERFACES);
  }

  private static byte[] handover() throws IOException {
    try (InputStream in = Handover.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
      if (in == null) {
        throw new IOException(CLASS_FILE + " is missing in this bundle");
      }
      return in.readAllBytes();
    }
  }

  private static void link(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return;
    }
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new IOException(link + " is in the way; remove it");
    }
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  /// Leaves a file alone that is right: a new date would make KDE read all desktop files again.
  private static void put(Path file, byte[] wanted, String mode) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), wanted)) {
      return;
    }
    Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
    try {
      Files.write(fresh, wanted);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
