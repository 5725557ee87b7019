package io.oriel.lib.browser;

import io.oriel.api.session.InputSink;
import io.oriel.lib.browser.wire.HostMessages;

/// Asks the session for the rate that page and path both allow. Any thread.
final class RateWishes {
  /// Changes below that are not worth a message.
  private static final double STEP = 0.03;

  private final BrowserPath path;
  private volatile long wishBits;
  private volatile long carriesBits = Long.MAX_VALUE;
  private long toldBits; // this object's lock

  RateWishes(BrowserPath path) {
    this.path = path;
  }

  /// The page wishes no more than that.
  void wish(long bitsPerSecond) {
    wishBits = bitsPerSecond;
    path.allowed(bitsPerSecond);
  }

  /// The path carries so much.
  void carries(long bitsPerSecond) {
    carriesBits = bitsPerSecond;
  }

  /// A stream begins with what was wished.
  synchronized void begins() {
    toldBits = wishBits;
  }

  /// Tells session and page what counts now, if that is news.
  ///
  /// @param to `null`: there is no stream, or one that the page only watches
  void tell(InputSink to) {
    long bits = Math.min(wishBits, carriesBits);
    synchronized (this) {
      if (to == null || Math.abs(bits - toldBits) <= STEP * toldBits) {
        return;
      }
      toldBits = bits;
    }
    to.rateWanted(bits);
    path.control(HostMessages.rate(bits));
  }
}
