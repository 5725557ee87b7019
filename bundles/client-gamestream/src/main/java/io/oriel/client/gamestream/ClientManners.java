package io.oriel.client.gamestream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/// How a client behaves besides what its user chose: where it sits on this machine, and how old it
/// is. For tests of hosts.
///
/// @param from the address it connects and listens from; the wildcard leaves it to the system
/// @param videoPort its own UDP port for video; 0: any
/// @param audioPort its own UDP port for sound; 0: any
/// @param oldControl it knows only the control encryption before January 2024 (GameStream protocol
///     notes §5.4)
public record ClientManners(InetAddress from, int videoPort, int audioPort, boolean oldControl) {
  /// A current client on ports the system chooses.
  public static final ClientManners USUAL =
      new ClientManners(new InetSocketAddress(0).getAddress(), 0, 0, false);

  public ClientManners {
    Objects.requireNonNull(from, "from");
  }

  public ClientManners from(InetAddress address) {
    return new ClientManners(address, videoPort, audioPort, oldControl);
  }

  public ClientManners ports(int video, int audio) {
    return new ClientManners(from, video, audio, oldControl);
  }

  public ClientManners oldControl(boolean old) {
    return new ClientManners(from, videoPort, audioPort, old);
  }
}
