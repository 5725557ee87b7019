package io.oriel.host.exchange.internal.files;

import io.oriel.host.exchange.internal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whom uploaded files belong to.
///
/// @param dropped the host is root and gives them away
/// @param uid of the user
/// @param gid its primary group
/// @param home its home folder
record Owner(boolean dropped, int uid, int gid, Path home) {
  /// The host's own user, or the one named where that is root.
  ///
  /// @param passwd the user database
  /// @param home of the host's own user
  static Owner of(int hostUid, String named, Path passwd, String home) throws IOException, Refusal {
    if (hostUid != 0) {
      return new Owner(false, hostUid, -1, Path.of(home));
    }
    for (String line : Files.readAllLines(passwd)) {
      String[] field = line.split(":", -1); // passwd(5): name:password:uid:gid:comment:home:shell
      if (field.length > 5 && field[0].equals(named) && field[2].matches("[1-9][0-9]{0,8}")) {
        int gid = field[3].matches("[0-9]{1,9}") ? Integer.parseInt(field[3]) : -1;
        return new Owner(true, Integer.parseInt(field[2]), gid, Path.of("/").resolve(field[5]));
      }
    }
    throw new Refusal(
        503,
        "folder",
        "The host is root and has no user "
            + named
            + " to give files to; set 'user' in"
            + " io.oriel.host.exchange.");
  }

  /// For a new file: -1 leaves it to whoever makes it.
  int newUid() {
    return dropped ? uid : -1;
  }
}
