package io.oriel.host.session.internal;

import io.oriel.api.session.LinkReport;
import io.oriel.host.session.internal.media.SessionFigures;
import java.util.function.BooleanSupplier;

/// Brings what [RateControl] decides to the encoder. Only one decides: for links that find out by
/// themselves what their path carries, reports of losses change nothing. The session's control
/// thread.
final class RateSteering {
  /// Changes below that are not worth an encoder's attention.
  private static final double STEP = 0.03;

  private final SessionMedia media;
  private final SessionFigures figures;
  private final BooleanSupplier adapts;
  private RateControl control; // null: before the first report or wish
  private long toldBits;
  private long bytesBefore;

  /// @param adapts whether reports of the path count
  RateSteering(SessionMedia media, SessionFigures figures, BooleanSupplier adapts) {
    this.media = media;
    this.adapts = adapts;
    this.figures = figures;
    bytesBefore = figures.bytesSent();
  }

  private RateControl control() {
    if (control == null) {
      toldBits = media.bitsPerSecond();
      control = new RateControl(toldBits);
    }
    return control;
  }

  /// The link wishes another rate.
  void wanted(long bitsPerSecond) {
    control().most(StreamRequests.allowed(bitsPerSecond));
    tell();
  }

  /// How the path did.
  void report(LinkReport report) {
    long bytes = figures.bytesSent();
    double spent = (bytes - bytesBefore) * 8e9 / Math.max(1, report.intervalNanos());
    bytesBefore = bytes;
    if (adapts.getAsBoolean() && !report.controlled()) {
      control().report(report.packetsSent(), report.packetsLost(), spent);
      tell();
    }
  }

  private void tell() {
    long rate = control.rate();
    if (Math.abs(rate - toldBits) > STEP * toldBits) {
      toldBits = rate;
      media.rate(rate);
    }
  }
}
