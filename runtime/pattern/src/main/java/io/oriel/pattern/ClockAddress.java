package io.oriel.pattern;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a clock answers: `PORT` or `ADDRESS:PORT`.
final class ClockAddress {
  private ClockAddress() {}

  /// @return on loopback unless an address was given
  /// @throws IllegalArgumentException neither form, or no such address
  static InetSocketAddress of(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("a clock answers at PORT or ADDRESS:PORT, not " + text);
    }
    int number = Integer.parseInt(port);
    if (colon < 0) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
    }
    var at = new InetSocketAddress(text.substring(0, colon).replaceAll("^\\[|]$", ""), number);
    if (at.isUnresolved()) {
      throw new IllegalArgumentException("no address " + text.substring(0, colon));
    }
    return at;
  }
}
