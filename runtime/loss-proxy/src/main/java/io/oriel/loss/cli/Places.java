package io.oriel.loss.cli;

import io.oriel.loss.GameStreamProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Addresses and ports of the command line.
final class Places {
  static final String USUAL_ADDRESS = "127.0.0.2";
  // Other ports lie 5 below and 21 above.
  private static final int LEAST_BASE = 6;
  private static final int MOST_BASE = 65_514;

  private Places() {}

  /// The HTTP port of a GameStream host.
  ///
  /// @param host name or address, with `:BASE` if its ports are not the usual ones
  static InetSocketAddress gameStream(String host) {
    boolean bare = host.indexOf(':') < 0 || host.endsWith("]") || several(host);
    InetSocketAddress base =
        endpoint(bare ? wrapped(host) + ":" + GameStreamProxy.USUAL_BASE : host);
    if (base.getPort() < LEAST_BASE || base.getPort() > MOST_BASE) {
      throw new IllegalArgumentException(
          "--gamestream: base port %d is not %d to %d"
              .formatted(base.getPort(), LEAST_BASE, MOST_BASE));
    }
    return base;
  }

  /// The address to be found at instead.
  static InetAddress other(InetSocketAddress base, String listen) {
    var at = new InetSocketAddress(listen, base.getPort());
    if (at.isUnresolved()) {
      throw new IllegalArgumentException("--listen: no address of the name " + listen);
    }
    if (at.equals(base)) {
      throw new IllegalArgumentException(
          "--listen " + listen + " is the host itself; give another address, " + USUAL_ADDRESS);
    }
    return at.getAddress();
  }

  /// `HOST:PORT`, `[IPV6]:PORT`.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  static InetSocketAddress endpoint(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(text + " is not HOST:PORT");
    }
    var address = new InetSocketAddress(host, Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("no host of the name " + host);
    }
    return address;
  }

  private static boolean several(String host) {
    return !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':');
  }

  private static String wrapped(String host) {
    return several(host) ? "[" + host + "]" : host;
  }
}
