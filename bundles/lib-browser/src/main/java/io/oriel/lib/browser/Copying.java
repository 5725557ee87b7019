package io.oriel.lib.browser;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what a page's user copied to the desktop, one after the other on a thread of its own: a
/// desktop may take its time. What is copied meanwhile replaces what waits, so that the newest is
/// what stays. Any thread.
final class Copying {
  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  private String waiting; // null: nothing; this object's lock, as the next one
  private boolean busy;

  /// @param text empty: nothing was copied
  /// @param to the page's own session; `null`: it has none
  void copied(String text, Session to) {
    if (to == null || text.isEmpty()) {
      return;
    }
    synchronized (this) {
      waiting = text;
      if (busy) {
        return;
      }
      busy = true;
    }
    Thread.ofVirtual().name("oriel-copy").start(() -> work(to));
  }

  private void work(Session to) {
    for (String text = next(); text != null; text = next()) {
      try {
        to.copy(ClipboardContent.text(text));
      } catch (RuntimeException e) {
        LOG.warn("session {}: what the page copied is not taken: {}", to.id(), e.toString());
      }
    }
  }

  private synchronized String next() {
    String text = waiting;
    waiting = null;
    busy = text != null;
    return text;
  }
}
