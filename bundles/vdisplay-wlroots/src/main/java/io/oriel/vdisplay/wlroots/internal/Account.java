package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.BackendException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;

/// Who a desktop runs as.
///
/// @param dropped the host is root and gives its rights up for the desktop
/// @param name of the user
/// @param gid its primary group; meaningless unless dropped
record Account(boolean dropped, String name, int gid) {
  /// The host's own user, or the configured one when that is root.
  ///
  /// @throws BackendException if the configured user does not exist or is root too
  static Account choose(int hostUid, String configured, Path passwd) throws BackendException {
    if (hostUid != 0) {
      return new Account(false, System.getProperty("user.name"), 0);
    }
    try {
      // passwd(5): name:password:uid:gid:comment:home:shell
      for (String line : Files.readAllLines(passwd)) {
        String[] field = line.split(":");
        if (field.length > 3 && field[0].equals(configured) && !field[2].equals("0")) {
          return new Account(true, configured, Integer.parseInt(field[3]));
        }
      }
    } catch (IOException | NumberFormatException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot look users up in " + passwd + ": " + e, e);
    }
    throw new BackendException(
        BackendException.Kind.FAILED,
        "the host runs as root, and there is no ordinary user '"
            + configured
            + "' for its desktops; set 'user' in io.oriel.vdisplay.wlroots or start the host as a"
            + " user");
  }

  /// The uid of this process.
  static int hostUid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new IllegalStateException("/proc is not mounted", e);
    }
  }

  /// What goes before a command so that it runs as this user: setpriv(1) of util-linux.
  List<String> prefix() {
    return dropped
        ? List.of(
            "setpriv",
            "--reuid=" + name,
            "--regid=" + gid,
            "--init-groups",
            "--inh-caps=-all",
            "--")
        : List.of();
  }

  /// Gives a file to this user.
  void own(Path file) throws IOException {
    if (dropped) {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
      view.setGroup(lookup.lookupPrincipalByGroupName(Integer.toString(gid)));
      view.setOwner(lookup.lookupPrincipalByName(name));
    }
  }
}
