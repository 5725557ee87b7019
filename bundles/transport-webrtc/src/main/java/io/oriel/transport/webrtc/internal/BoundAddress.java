package io.oriel.transport.webrtc.internal;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads the settings of addresses.
final class BoundAddress {
  private BoundAddress() {}

  /// Where to bind: one address, which for an empty setting takes IPv4 and IPv6.
  ///
  /// @throws IOException naming the setting, if there is no such address or interface
  static InetAddress of(String listen) throws IOException {
    String wanted = listen.strip();
    if (wanted.isEmpty()) {
      boolean six =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .anyMatch(a -> !(a instanceof Inet4Address));
      return six ? InetAddress.getByName("::") : new InetSocketAddress(0).getAddress();
    }
    NetworkInterface card = NetworkInterface.getByName(wanted);
    if (card != null) {
      return card.inetAddresses()
          .min(Comparator.comparing(a -> !(a instanceof Inet4Address)))
          .orElseThrow(
              () -> new IOException("listen: the interface " + wanted + " has no address"));
    }
    InetAddress address = named("listen", wanted);
    if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
      throw new IOException("listen: no interface of this machine has the address " + wanted);
    }
    return address;
  }

  /// The addresses that browsers are told.
  static List<InetAddress> advertised(String[] names) throws IOException {
    List<InetAddress> all = new ArrayList<>();
    for (String name : names) {
      if (!name.isBlank()) {
        all.add(named("advertised.addresses", name.strip()));
      }
    }
    return all;
  }

  private static InetAddress named(String setting, String name) throws IOException {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new IOException(setting + ": " + name + " is no address", e);
    }
  }
}
