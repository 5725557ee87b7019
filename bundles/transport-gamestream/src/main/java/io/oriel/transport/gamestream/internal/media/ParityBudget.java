package io.oriel.transport.gamestream.internal.media;

import io.oriel.api.session.InputSink;

/// Keeps what a stream takes of the network the same while its share of parity changes: more parity
/// leaves less for pictures (GameStream protocol notes §2.6). The control thread.
public final class ParityBudget {
  /// Changes of the rate below that are not worth telling.
  private static final int STEP_PERCENT = 5;

  private final FecShare share;
  private final long totalBits;
  private int told;

  /// @param videoBits rate of pictures at the share's first percentage
  public ParityBudget(FecShare share, long videoBits) {
    this.share = share;
    told = share.percent();
    totalBits = videoBits * (100 + told) / 100;
  }

  public FecShare share() {
    return share;
  }

  /// An interval has passed: parity may change, and with it the rate that the session is told.
  ///
  /// @param sent packets in that time
  /// @param lost of those, as reported
  public void interval(long sent, long lost, InputSink sink) {
    share.interval(sent, lost);
    int now = share.percent();
    if (Math.abs(now - told) >= STEP_PERCENT) {
      told = now;
      sink.rateWanted(totalBits * 100 / (100 + now));
    }
  }
}
