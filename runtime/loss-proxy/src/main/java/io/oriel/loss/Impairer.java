package io.oriel.loss;

import io.oriel.loss.Tally.What;

/// Decides what becomes of each datagram of one direction.
///
/// Deterministic: the same settings and the same arrivals, times and lengths, give the same
/// departures on every machine. Allocates nothing. One thread, except [#counts()].
public final class Impairer {
  /// A datagram leaves at most so often.
  public static final int MOST_DEPARTURES = 2;

  private static final double BIT_NANOS = 8e9;

  private final Impairments settings;
  private final Chance chance;
  private final Tally tally;
  private long number;
  private boolean bad;
  private long freeAtNanos;
  private long remainder;
  private long lastNanos = Long.MIN_VALUE;

  public Impairer(Impairments settings) {
    this(settings, new Tally());
  }

  Impairer(Impairments settings, Tally tally) {
    this.settings = settings;
    this.chance = new Chance(settings.seed());
    this.tally = tally;
    this.freeAtNanos = Long.MIN_VALUE;
  }

  public Impairments settings() {
    return settings;
  }

  /// What happened so far; any thread.
  public Counts counts() {
    return tally.read();
  }

  /// Takes a datagram.
  ///
  /// @param arrivalNanos when it came, 0 or more on any clock; not before the one before it
  /// @param length its UDP payload in bytes
  /// @param departures where to put the times at which it leaves, [#MOST_DEPARTURES] places; not
  ///     sorted
  /// @return how often it leaves; 0: it is lost
  public int offer(long arrivalNanos, int length, long[] departures) {
    long n = number++;
    tally.add(What.RECEIVED, 1);
    tally.add(What.RECEIVED_BYTES, length);
    if (lost(n, length)) {
      return 0;
    }
    int count = 0;
    boolean twice =
        settings.duplicate01() > 0 && chance.at(n, Chance.DUPLICATE) < settings.duplicate01();
    if (twice) {
      tally.add(What.DUPLICATED, 1);
    }
    for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
      long carriedNanos = carried(arrivalNanos, length);
      if (carriedNanos >= 0) {
        departures[count++] = departure(carriedNanos, n, copy);
      }
    }
    return count;
  }

  private boolean lost(long n, int length) {
    boolean inBurst = burst(n);
    if (settings.mtuBytes() > 0 && length + Impairments.HEADER_BYTES > settings.mtuBytes()) {
      tally.add(What.TOO_LONG, 1);
      return true;
    }
    if (settings.loss01() > 0 && chance.at(n, Chance.LOSS) < settings.loss01()) {
      tally.add(What.LOST, 1);
      return true;
    }
    if (inBurst) {
      tally.add(What.LOST_IN_BURSTS, 1);
    }
    return inBurst;
  }

  /// Every datagram moves the state on, whatever else becomes of it.
  private boolean burst(long n) {
    BurstLoss burst = settings.burst();
    if (burst == BurstLoss.NONE) {
      return false;
    }
    boolean lost = chance.at(n, Chance.BURST_LOSS) < (bad ? burst.inside01() : burst.outside01());
    if (chance.at(n, Chance.BURST_TURN) < (bad ? burst.leave01() : burst.enter01())) {
      bad = !bad;
    }
    return lost;
  }

  /// When the rate limit is through with a datagram; −1: its queue was full.
  private long carried(long arrivalNanos, int length) {
    long rate = settings.bitsPerSecond();
    if (rate == 0) {
      return arrivalNanos;
    }
    int size = length + Impairments.HEADER_BYTES;
    if (freeAtNanos <= arrivalNanos) {
      freeAtNanos = arrivalNanos;
      remainder = 0;
    } else {
      double waiting = (freeAtNanos - arrivalNanos) * (rate / BIT_NANOS);
      if (waiting + size > settings.queueBytes()) {
        tally.add(What.QUEUE_FULL, 1);
        return -1;
      }
    }
    // Exact in the long run: what does not make a whole nanosecond is kept for the next.
    long work = size * 8L * 1_000_000_000L + remainder;
    freeAtNanos += work / rate;
    remainder = work % rate;
    return freeAtNanos;
  }

  private long departure(long fromNanos, long n, int copy) {
    boolean reordered =
        copy == 0
            && settings.reorder01() > 0
            && chance.at(n, Chance.REORDER) < settings.reorder01();
    if (reordered) {
      tally.add(What.REORDERED, 1);
      if (settings.reorderByNanos() == 0) {
        return fromNanos;
      }
    }
    long delayNanos = settings.delayNanos();
    if (settings.jitterNanos() > 0) {
      int use = Chance.JITTER + 2 * copy;
      double spread = settings.shape().at(chance.at(n, use), chance.at(n, use + 1));
      delayNanos += Math.round(settings.jitterNanos() * spread);
    }
    long atNanos = fromNanos + Math.max(0, delayNanos);
    if (reordered) {
      return atNanos + settings.reorderByNanos();
    }
    if (settings.inOrder()) {
      atNanos = Math.max(atNanos, lastNanos);
      lastNanos = atNanos;
    }
    return atNanos;
  }
}
