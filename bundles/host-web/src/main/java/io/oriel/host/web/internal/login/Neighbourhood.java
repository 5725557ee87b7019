package io.oriel.host.web.internal.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where a caller is, for limits: an IPv4 address, or the 64 bits of an IPv6 address that a network
/// gives to one household.
///
/// @param prefix its bytes as hex
public record Neighbourhood(String prefix) {
  private static final int NETWORK_BYTES = 8;

  public static Neighbourhood of(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean wide = address instanceof Inet6Address && !address.isLoopbackAddress();
    return new Neighbourhood(
        HexFormat.of().formatHex(wide ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
  }
}
