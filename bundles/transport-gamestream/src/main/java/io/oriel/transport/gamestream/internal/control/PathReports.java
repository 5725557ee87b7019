package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;
import io.oriel.transport.gamestream.internal.media.FecShare;
import io.oriel.transport.gamestream.internal.media.ParityBudget;
import io.oriel.wire.gamestream.control.FecStatus;

/// Sums up the client's messages about incomplete blocks to one report per interval. The control
/// thread, except for [#sent].
final class PathReports {
  private final long intervalMillis;
  private volatile long sent; // written by the transmit thread
  private volatile ParityBudget budget; // null: nothing adapts yet
  private long sentBefore;
  private long lost;
  private long lastMillis = -1;

  PathReports(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  /// Parity follows the reports from now on. Any thread.
  void adapt(ParityBudget parity) {
    budget = parity;
  }

  void sent(long total) {
    sent = total;
  }

  void block(FecStatus status) {
    lost += FecShare.missing(status);
    ParityBudget adapted = budget;
    if (adapted != null) {
      adapted.share().block(status);
    }
  }

  void due(long nowMillis, long roundTripMillis, InputSink sink) {
    if (lastMillis < 0) {
      lastMillis = nowMillis;
    } else if (nowMillis - lastMillis >= intervalMillis) {
      long total = sent;
      sink.report(
          new LinkReport(
              (nowMillis - lastMillis) * 1_000_000,
              total - sentBefore,
              lost,
              roundTripMillis * 1_000_000,
              false));
      ParityBudget adapted = budget;
      if (adapted != null) {
        adapted.interval(total - sentBefore, lost, sink);
      }
      sentBefore = total;
      lost = 0;
      lastMillis = nowMillis;
    }
  }
}
