package io.oriel.lib.browser;

import io.oriel.api.session.Session;
import io.oriel.lib.browser.wire.HostMessages;
import java.util.List;

/// Tells a page what its user misses, as the session remarks it. The timer's thread.
final class RemarkMessages {
  private static final long INTERVAL_NANOS = 1_000_000_000;

  private final BrowserPath path;
  private int told;
  private long lookedNanos;

  RemarkMessages(BrowserPath path) {
    this.path = path;
  }

  /// Tells what is new, once a second.
  void look(long nowNanos, Session session) {
    if (nowNanos - lookedNanos < INTERVAL_NANOS) {
      return;
    }
    lookedNanos = nowNanos;
    List<String> all = session.remarks();
    for (; told < all.size(); told++) {
      path.control(HostMessages.remark(all.get(told)));
    }
  }
}
