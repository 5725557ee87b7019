package io.oriel.transport.webtransport.internal;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/// The pages that are there, and how many of an address have not shown a ticket yet: whoever has
/// none shall not take all places of those who do. The server's thread.
final class Strangers {
  /// Of one address: pages say who they are with their first bytes, so few are strangers at once.
  static final int MOST = 8;

  private final Set<PageSession> pages = new HashSet<>();

  void came(PageSession page) {
    pages.add(page);
  }

  void left(PageSession page) {
    pages.remove(page);
  }

  /// Whether another one may come from there.
  boolean room(InetAddress from) {
    return pages.stream().filter(page -> page.strangerFrom(from)).count() < MOST;
  }
}
