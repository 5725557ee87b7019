package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.WebRtcSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where pages can reach a server. Looked up for every offer: addresses come and go.
public final class Candidates {
  private static final int MOST = 16;

  private Candidates() {}

  /// @param bound where the server's socket is
  /// @param caller where the offer came from: a page on this machine may use the loopback
  public static List<InetSocketAddress> of(
      WebRtcSettings settings, InetSocketAddress bound, InetAddress caller) {
    int port = settings.advertisedPort() > 0 ? settings.advertisedPort() : bound.getPort();
    List<InetAddress> addresses = settings.advertised();
    if (addresses.isEmpty()) {
      addresses =
          bound.getAddress().isAnyLocalAddress()
              ? own(bound, caller.isLoopbackAddress())
              : List.of(bound.getAddress());
    }
    return addresses.stream().limit(MOST).map(a -> new InetSocketAddress(a, port)).toList();
  }

  private static List<InetAddress> own(InetSocketAddress bound, boolean loopback) {
    boolean six = bound.getAddress() instanceof Inet6Address;
    List<InetAddress> all = new ArrayList<>();
    try {
      for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
        if (card.isUp()) {
          card.inetAddresses()
              .filter(a -> !a.isLinkLocalAddress() && !a.isMulticastAddress())
              .filter(a -> six || !(a instanceof Inet6Address))
              .filter(a -> loopback || !a.isLoopbackAddress())
              .forEach(all::add);
        }
      }
    } catch (SocketException _) {
      // what was found so far has to do
    }
    all.sort(
        Comparator.comparing((InetAddress a) -> a.isLoopbackAddress() != loopback)
            .thenComparing(a -> a instanceof Inet6Address));
    return all;
  }
}
