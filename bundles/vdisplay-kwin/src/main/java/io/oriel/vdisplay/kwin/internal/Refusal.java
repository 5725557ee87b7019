package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.protocol.KdeOutputManagementV2;
import io.oriel.media.wayland.protocol.OrgKdeKwinFakeInput;
import io.oriel.media.wayland.protocol.ZkdeScreencastUnstableV1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Finds out why KWin does not offer an interface to a launcher that a desktop file names.
final class Refusal {
  /// `kde_output_management_v2` of Plasma 5.27; later ones are Plasma 6.
  private static final int MANAGEMENT_OF_5 = 3;

  private Refusal() {}

  /// @param offered to the launcher
  /// @param configDirs `$XDG_CONFIG_DIRS`
  /// @return the end of a sentence, with the remedy
  static String of(Globals offered, Launcher launcher, String configDirs) {
    boolean trusted = !offered.all(OrgKdeKwinFakeInput.INTERFACE).isEmpty();
    if (trusted && offered.all(ZkdeScreencastUnstableV1.INTERFACE).isEmpty()) {
      return "because its plugin for that is not installed; in Debian: apt-get install kwin-common,"
          + " then log out and in again";
    }
    boolean six =
        offered.all(KdeOutputManagementV2.INTERFACE).stream()
            .anyMatch(g -> g.version() > MANAGEMENT_OF_5);
    if (six && !hasMenu(launcher, configDirs)) {
      return "although "
          + launcher.desktopFile()
          + " asks for it: KDE 6 finds no desktop file where no menu of applications is installed;"
          + " install plasma-workspace, which has one";
    }
    return "although "
        + launcher.desktopFile()
        + " asks for it; see that KWin's XDG_DATA_HOME is "
        + launcher.desktopFile().getParent().getParent()
        + ", run "
        + (six ? "XDG_MENU_PREFIX=plasma- kbuildsycoca6" : "kbuildsycoca5")
        + " or log out and in again";
  }

  /// `applications.menu` with any prefix: Desktop Menu Specification, "File locations".
  private static boolean hasMenu(Launcher launcher, String configDirs) {
    String dirs = configDirs == null || configDirs.isBlank() ? "/etc/xdg" : configDirs;
    Path home = launcher.desktopFile().getParent().resolveSibling("../../.config").normalize();
    return Stream.concat(Stream.of(dirs.split(":")).map(Path::of), Stream.of(home))
        .map(dir -> dir.resolve("menus"))
        .anyMatch(Refusal::hasMenu);
  }

  private static boolean hasMenu(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> f.getFileName().toString().endsWith("applications.menu"));
    } catch (IOException e) {
      return false;
    }
  }
}
