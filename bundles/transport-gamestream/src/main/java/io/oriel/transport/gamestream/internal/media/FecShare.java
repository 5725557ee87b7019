package io.oriel.transport.gamestream.internal.media;

import io.oriel.wire.gamestream.control.FecStatus;

/// How much parity a stream gets, from what its client reports of damaged blocks.
///
/// The worst block of an interval and a quarter more is what is wanted. More is granted at once;
/// less only after ten intervals that would have done with two thirds, and then by a tenth each, so
/// that parity outlasts the pauses of a bursty network. Blocks below ten packets do not count: the
/// client's own minimum covers them, and one packet of them is a large share.
///
/// The control thread, except for [#percent()].
public final class FecShare {
  private static final int SMALLEST_BLOCK = 10;
  private static final int QUIET_INTERVALS = 10;
  private static final double OVERFULL = 0.15;

  private final int least;
  private final int most;
  private volatile int percent;
  private int worst; // of this interval, lost packets per hundred data packets
  private int quiet; // intervals

  /// @param start percentage at first
  /// @param least the smallest, at least 1
  /// @param most the largest, at most 255
  public FecShare(int start, int least, int most) {
    this.least = least;
    this.most = Math.max(least, most);
    percent = Math.clamp(start, this.least, this.most);
  }

  /// Parity packets per hundred data packets. Any thread.
  public int percent() {
    return percent;
  }

  /// The largest percentage there will be.
  public int most() {
    return most;
  }

  /// A block arrived damaged.
  public void block(FecStatus status) {
    if (status.data() >= SMALLEST_BLOCK) {
      worst = Math.max(worst, 100 * missing(status) / status.data());
    }
  }

  /// Packets of a block that were lost for sure. Of a block that was repaired, those after the last
  /// one that was needed may still be on their way.
  public static int missing(FecStatus status) {
    int received = status.dataReceived() + status.parityReceived();
    int missing =
        received >= status.data()
            ? status.missingBefore()
            : status.data() + status.parity() - received;
    return Math.clamp(missing, 0, 1023);
  }

  /// An interval of about a second has passed.
  ///
  /// @param sent packets in that time
  /// @param lost of those, as reported; so many of them that the network is overfull are no reason
  ///     for more parity, which would only fill it further
  public void interval(long sent, long lost) {
    if (lost > OVERFULL * sent) {
      worst = 0;
      quiet = 0;
      return;
    }
    int wanted = worst + (worst + 3) / 4;
    worst = 0;
    int now = percent;
    if (wanted > now) {
      percent = Math.min(most, wanted);
      quiet = 0;
    } else if (3 * wanted > 2 * now) {
      quiet = 0;
    } else if (++quiet >= QUIET_INTERVALS) {
      percent = Math.max(Math.max(least, wanted), now - Math.max(1, now / 10));
    }
  }
}
