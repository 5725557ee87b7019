package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;

/// Who a program runs as: the host's own user, or another one where that is root.
///
/// @param dropped the host is root and gives its rights up for the program
/// @param name of the user
/// @param gid its primary group; meaningless unless dropped
public record Account(boolean dropped, String name, int gid) {
  /// The user database.
  public static final Path PASSWD = Path.of("/etc/passwd");

  /// The host's own user, or the one named when that is root.
  ///
  /// @return empty: the host is root, and there is no such user or it is root too
  /// @throws IOException the users cannot be looked up
  public static Optional<Account> choose(int hostUid, String named, Path passwd)
      throws IOException {
    if (hostUid != 0) {
      return Optional.of(new Account(false, System.getProperty("user.name"), 0));
    }
    try {
      // passwd(5): name:password:uid:gid:comment:home:shell
      for (String line : Files.readAllLines(passwd)) {
        String[] field = line.split(":");
        if (field.length > 3 && field[0].equals(named) && !field[2].equals("0")) {
          return Optional.of(new Account(true, named, Integer.parseInt(field[3])));
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException("a group in " + passwd + " is no number: " + e.getMessage(), e);
    }
    return Optional.empty();
  }

  /// The uid of this process.
  public static int hostUid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new IllegalStateException("/proc is not mounted", e);
    }
  }

  /// What goes before a command so that it runs as this user: setpriv(1) of util-linux.
  public List<String> prefix() {
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

  /// Gives a file to this user; of a link, the link itself.
  public void own(Path file) throws IOException {
    if (dropped) {
      var view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
      view.setGroup(lookup.lookupPrincipalByGroupName(Integer.toString(gid)));
      view.setOwner(lookup.lookupPrincipalByName(name));
    }
  }
}
