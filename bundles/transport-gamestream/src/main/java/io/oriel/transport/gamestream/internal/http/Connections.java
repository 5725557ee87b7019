package io.oriel.transport.gamestream.internal.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts open connections, so that no caller can use up the host's. Any thread.
final class Connections {
  static final int MOST = 256;
  static final int MOST_PER_ADDRESS = 32;

  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private int all;

  /// @return `false`: one too many, to be closed at once
  synchronized boolean enter(InetAddress address) {
    int own = byAddress.getOrDefault(address, 0);
    if (all >= MOST || own >= MOST_PER_ADDRESS) {
      return false;
    }
    all++;
    byAddress.put(address, own + 1);
    return true;
  }

  /// After an [#enter] that returned `true`.
  synchronized void exit(InetAddress address) {
    all--;
    byAddress.computeIfPresent(address, (_, n) -> n > 1 ? n - 1 : null);
  }
}
