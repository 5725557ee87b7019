package io.oriel.loss.cli;

import io.oriel.loss.Forward;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Addresses and ports of the command line.
final class Places {
  static final String USUAL_ADDRESS = "127.0.0.2";
  private static final int GAMESTREAM_BASE = 47989;
  // GameStream protocol notes §1.1, counted from the HTTP port: video, control, sound, microphone,
  // RTSP. Old clients speak RTSP over UDP.
  private static final int[] GAMESTREAM_UDP = {9, 10, 11, 13, 21};
  // HTTPS, HTTP, RTSP
  private static final int[] GAMESTREAM_TCP = {-5, 0, 21};

  private Places() {}

  /// Ports of a GameStream host at another address.
  record GameStream(List<Forward> udp, List<Forward> tcp) {}

  /// @param host name or address, with `:BASE` if its ports are not the usual ones
  static GameStream gameStream(String host, String listen) {
    boolean bare = host.indexOf(':') < 0 || host.endsWith("]") || several(host);
    InetSocketAddress to = endpoint(bare ? wrapped(host) + ":" + GAMESTREAM_BASE : host);
    var at = new InetSocketAddress(listen, to.getPort());
    if (at.isUnresolved()) {
      throw new IllegalArgumentException("--listen: no address of the name " + listen);
    }
    if (at.equals(to)) {
      throw new IllegalArgumentException(
          "--listen " + listen + " is the host itself; give another address, " + USUAL_ADDRESS);
    }
    return new GameStream(forwards(GAMESTREAM_UDP, at, to), forwards(GAMESTREAM_TCP, at, to));
  }

  private static List<Forward> forwards(
      int[] offsets, InetSocketAddress listen, InetSocketAddress to) {
    var all = new ArrayList<Forward>();
    for (int offset : offsets) {
      int port = to.getPort() + offset;
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("--gamestream: base port " + to.getPort());
      }
      all.add(
          new Forward(
              new InetSocketAddress(listen.getAddress(), port),
              new InetSocketAddress(to.getAddress(), port)));
    }
    return all;
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
