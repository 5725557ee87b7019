package io.oriel.media.webrtc.internal.rate;

/// How much a path carries, from what the page reports of each packet: less when a queue grows or
/// packets are lost, slowly more otherwise (draft-ietf-rmcat-gcc-02 §5.5 and §6). Pure: the clock
/// is an argument. One thread.
public final class RateEstimate {
  private static final double BACK_OFF = 0.85;
  private static final double GROWTH_PER_SECOND = 1.08;
  private static final double PROBING_PER_SECOND = 1.5; // nothing is known of the path's limit yet
  private static final double MUCH_LOSS = 0.10;
  private static final double LITTLE_LOSS = 0.02;
  private static final double LEAST_USE = 0.5; // of the estimate; less says nothing of the limit
  private static final double LEAST_UNUSED = 0.5; // of the estimate that was last used
  private static final double ROOM = 1.5; // an estimate this far above the traffic is a guess
  private static final long WINDOW_MICROS = 500_000;
  private static final long LOSS_MICROS = 1_000_000;
  private static final long AGAIN_MICROS = 300_000; // what is measured has to catch up meanwhile
  private static final int LEAST_PACKETS = 20;
  private static final int NEAR_BITS_PER_SECOND = 100_000; // what is added where the limit is known

  private final DelayTrend trend = new DelayTrend();
  private final DeliveredRate delivered = new DeliveredRate(WINDOW_MICROS);
  private final DeliveredRate sent = new DeliveredRate(WINDOW_MICROS);
  private final double least;
  private volatile double most;
  private double rate;
  private double usedRate; // the estimate when that much was sent last
  private double limit; // delivered when the queue last grew; 0: unknown
  private long lastMicros = -1;
  private long lossSince = -1;
  private int arrived;
  private int lost;
  private long backedOffMicros = -1; // -1: not in this overuse
  private boolean holding; // too much is lost to try more

  /// @param start to begin with, in bit/s, as all rates
  /// @param least never less
  /// @param most never more
  public RateEstimate(long start, long least, long most) {
    this.rate = start;
    this.usedRate = start;
    this.least = least;
    this.most = most;
  }

  /// Changes the upper limit. Any thread.
  public void most(long bitsPerSecond) {
    most = Math.max(least, bitsPerSecond);
  }

  /// A packet was received; in the order of sending.
  public void received(long sentMicros, long arrivedMicros, int bytes) {
    trend.packet(sentMicros, arrivedMicros);
    delivered.add(arrivedMicros, bytes);
    sent.add(sentMicros, bytes);
    arrived++;
  }

  /// A packet was lost.
  public void lost(long sentMicros, int bytes) {
    sent.add(sentMicros, bytes);
    lost++;
  }

  /// The feedback was complete.
  ///
  /// @param nowMicros any monotonic clock
  /// @return the estimate now, in bit/s
  public long update(long nowMicros) {
    double seconds = lastMicros < 0 ? 0 : Math.clamp((nowMicros - lastMicros) / 1e6, 0, 1);
    lastMicros = nowMicros;
    double measured = delivered.bitsPerSecond();
    if (used()) {
      usedRate = rate;
    }
    switch (trend.state()) {
      case OVERUSED -> overused(nowMicros, measured);
      case UNDERUSED -> backedOffMicros = -1; // the queue drains: wait for it
      case NORMAL -> {
        backedOffMicros = -1;
        if (!holding) {
          grow(seconds, measured);
        }
      }
    }
    loss(nowMicros);
    rate = Math.clamp(rate, least, most);
    return (long) rate;
  }

  private void overused(long nowMicros, double measured) {
    if (measured == 0 || backedOffMicros >= 0 && nowMicros - backedOffMicros < AGAIN_MICROS) {
      return;
    }
    backedOffMicros = nowMicros;
    if (!used()) { // what a nearly still picture takes says nothing of the path
      rate = Math.min(rate, Math.max(BACK_OFF * rate, LEAST_UNUSED * usedRate));
      return;
    }
    limit = limit == 0 ? measured : 0.8 * limit + 0.2 * measured;
    rate = Math.min(rate, BACK_OFF * measured);
  }

  private boolean used() {
    return sent.bitsPerSecond() >= LEAST_USE * rate;
  }

  private void grow(double seconds, double measured) {
    if (limit > 0 && rate > 1.5 * limit) {
      limit = 0; // the path became wider
    }
    double grown;
    if (limit > 0 && rate > 0.9 * limit) {
      grown = rate + NEAR_BITS_PER_SECOND * seconds;
    } else {
      grown = rate * Math.pow(limit > 0 ? GROWTH_PER_SECOND : PROBING_PER_SECOND, seconds);
    }
    rate = Math.max(rate, Math.min(grown, ROOM * measured + 10_000));
  }

  private void loss(long nowMicros) {
    if (lossSince < 0) {
      lossSince = nowMicros;
    }
    int all = arrived + lost;
    if (nowMicros - lossSince < LOSS_MICROS || all < LEAST_PACKETS) {
      return;
    }
    double share = (double) lost / all;
    if (share > MUCH_LOSS) {
      rate *= 1 - 0.5 * share;
    }
    holding = share > LITTLE_LOSS;
    lossSince = nowMicros;
    arrived = 0;
    lost = 0;
  }
}
