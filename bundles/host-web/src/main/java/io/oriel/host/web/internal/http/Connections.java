package io.oriel.host.web.internal.http;

import io.oriel.host.web.internal.login.Neighbourhood;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts open connections, so that no caller can use up the host's. Those from this machine are
/// not counted among all, so that its owner always gets in. Any thread.
final class Connections {
  static final int MOST = 512;
  static final int MOST_PER_ADDRESS = 64;

  private final Map<Neighbourhood, Integer> byAddress = new HashMap<>();
  private int all;

  /// @return `false`: one too many, to be closed at once
  synchronized boolean enter(InetAddress address) {
    var from = Neighbourhood.of(address);
    boolean local = address.isLoopbackAddress();
    int own = byAddress.getOrDefault(from, 0);
    if (own >= (local ? MOST : MOST_PER_ADDRESS) || (!local && all >= MOST)) {
      return false;
    }
    all += local ? 0 : 1;
    byAddress.put(from, own + 1);
    return true;
  }

  /// After an [#enter] that returned `true`.
  synchronized void exit(InetAddress address) {
    all -= address.isLoopbackAddress() ? 0 : 1;
    byAddress.computeIfPresent(Neighbourhood.of(address), (_, n) -> n > 1 ? n - 1 : null);
  }
}
