package io.oriel.lib.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads the setting `listen`: an address, a network interface, or nothing.
public final class ListenAddresses {
  private ListenAddresses() {}

  /// What to bind to: the wildcard address for an empty setting.
  ///
  /// @throws IOException naming the setting, if there is no such address or interface
  public static List<InetAddress> of(String listen) throws IOException {
    String wanted = listen.strip();
    if (wanted.isEmpty()) {
      return List.of(new InetSocketAddress(0).getAddress()); // IPv4 alone without an IPv6 stack
    }
    NetworkInterface card = NetworkInterface.getByName(wanted);
    if (card != null) {
      List<InetAddress> addresses = card.inetAddresses().toList();
      if (addresses.isEmpty()) {
        throw new IOException("listen: the interface " + wanted + " has no address");
      }
      return addresses;
    }
    try {
      InetAddress address = InetAddress.getByName(wanted);
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw new IOException("listen: no interface of this machine has the address " + wanted);
      }
      return List.of(address);
    } catch (UnknownHostException e) {
      throw new IOException("listen: " + wanted + " is no interface and no address", e);
    }
  }

  /// Where to announce a host that listens on these: for the wildcard, one address of each
  /// interface that can multicast, IPv4 before IPv6.
  public static List<InetAddress> announced(List<InetAddress> bound) throws SocketException {
    if (bound.stream().noneMatch(InetAddress::isAnyLocalAddress)) {
      return onePerInterface(bound);
    }
    List<InetAddress> announced = new ArrayList<>();
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      if (card.isUp() && !card.isLoopback() && !card.isPointToPoint() && card.supportsMulticast()) {
        announced.addAll(onePerInterface(card.inetAddresses().toList()));
      }
    }
    return announced;
  }

  /// What people type to reach a listener: for the wildcard address those of the interfaces, IPv4
  /// before IPv6.
  public static List<InetAddress> shown(InetAddress bound) throws SocketException {
    if (!bound.isAnyLocalAddress()) {
      return List.of(bound);
    }
    List<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
            .sorted(Comparator.comparing(one -> one.getAddress().length))
            .toList();
    return found.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : found;
  }

  private static List<InetAddress> onePerInterface(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .or(() -> addresses.stream().filter(Inet6Address.class::isInstance).findFirst())
        .stream()
        .toList();
  }
}
