package io.oriel.api.trust;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ProviderType;

/// Knows the owner's login: the one of the web console. Any thread.
@ProviderType
public interface OwnerLogin {
  /// How an attempt went.
  enum Result {
    /// It is the owner.
    RIGHT,
    /// It is not, or there is no login at all.
    WRONG,
    /// Too many wrong ones came from there: nothing was compared.
    WAIT
  }

  /// Compares; blocks for about half a second, however wrong it is. Wrong ones slow their address
  /// down: after five in a row it waits for two seconds, then four, up to about four minutes. The
  /// 64 bits of an IPv6 network count as one address, and so does loopback.
  Result check(InetAddress from, String user, String password);
}
