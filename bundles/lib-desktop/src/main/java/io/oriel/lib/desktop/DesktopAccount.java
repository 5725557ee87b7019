package io.oriel.lib.desktop;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.programs.Account;
import java.io.IOException;
import java.nio.file.Path;

/// Who a desktop runs as.
public final class DesktopAccount {
  private DesktopAccount() {}

  /// The host's own user, or the configured one when that is root.
  ///
  /// @param pid configuration that has the setting `user`, for the message
  /// @throws BackendException if the configured user does not exist or is root too
  public static Account choose(int hostUid, String configured, Path passwd, String pid)
      throws BackendException {
    try {
      return Account.choose(hostUid, configured, passwd)
          .orElseThrow(
              () ->
                  new BackendException(
                      BackendException.Kind.FAILED,
                      "the host runs as root, and there is no ordinary user '"
                          + configured
                          + "' for its desktops; set 'user' in "
                          + pid
                          + " or start the host as a user"));
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot look users up in " + passwd + ": " + e, e);
    }
  }
}
