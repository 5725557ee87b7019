package io.oriel.host.web.internal.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a caller is, for limits: an IPv4 address, or the 64 bits of an IPv6 address that a network
/// gives to one household. This machine is one, whichever of its 16 million loopback addresses
/// somebody uses.
///
/// @param prefix its bytes as hex, or `loopback`
public record Neighbourhood(String prefix) {
  private static final int NETWORK_BYTES = 8;

  public static Neighbourhood of(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return new Neighbourhood("loopback");
    }
    byte[] bytes = address.getAddress();
    boolean wide = address instanceof Inet6Address;
    return new Neighbourhood(
        HexFormat.of().formatHex(wide ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
  }
}
