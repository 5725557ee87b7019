package io.oriel.lib.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;

/// Reads a transport's setting `listen`: an address, a network interface, or nothing.
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
}
