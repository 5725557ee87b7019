package io.oriel.media.webrtc.internal.rate;

/// Finds out from send and arrival times whether a queue on the way grows: the slope of the delay,
/// compared with a threshold that adapts, after "A Google Congestion Control Algorithm for
/// Real-Time Communication" (draft-ietf-rmcat-gcc-02 §5) with the trend line that replaced its
/// filter. Pure; one thread.
public final class DelayTrend {
  /// What the path does.
  public enum State {
    NORMAL,
    OVERUSED,
    UNDERUSED
  }

  private static final long GROUP_MICROS = 5_000; // packets sent within that belong together
  private static final int WINDOW = 20;
  private static final double SMOOTHING = 0.9;
  private static final double GAIN = 4;
  private static final int MOST_COUNTED = 60;
  private static final double LEAST_THRESHOLD = 6;
  private static final double MOST_THRESHOLD = 600;
  private static final double RISE = 0.0087; // per ms, §5.4
  private static final double FALL = 0.039;
  private static final double OVERUSE_MILLIS = 10;
  private static final long JUMP_MICROS = 3_000_000; // no queue: a clock was set, or has wrapped

  private final double[] times = new double[WINDOW];
  private final double[] delays = new double[WINDOW];
  private int points;
  private int next;
  private int counted;
  private double accumulated;
  private double smoothed;
  private double firstArrival;
  private double threshold = 12.5;
  private double lastTrend;
  private double overusedFor;
  private State state = State.NORMAL;

  private long groupFirstSent = -1;
  private long groupSent;
  private long groupArrived;
  private long previousSent = -1;
  private long previousArrived;

  /// A packet arrived; in the order of sending.
  ///
  /// @param sentMicros on the sender's clock
  /// @param arrivedMicros on the receiver's
  public void packet(long sentMicros, long arrivedMicros) {
    if (groupFirstSent >= 0 && jumped(sentMicros, arrivedMicros)) {
      groupFirstSent = -1;
      previousSent = -1;
      points = 0; // what was before lies on another clock
      counted = 0;
    }
    if (groupFirstSent < 0) {
      begin(sentMicros, arrivedMicros);
    } else if (sentMicros - groupFirstSent > GROUP_MICROS) {
      groupComplete();
      begin(sentMicros, arrivedMicros);
    } else {
      groupSent = Math.max(groupSent, sentMicros);
      groupArrived = Math.max(groupArrived, arrivedMicros);
    }
  }

  private boolean jumped(long sentMicros, long arrivedMicros) {
    long sent = sentMicros - groupSent;
    return sent < -JUMP_MICROS || Math.abs(arrivedMicros - groupArrived - sent) > JUMP_MICROS;
  }

  private void begin(long sent, long arrived) {
    groupFirstSent = sent;
    groupSent = sent;
    groupArrived = arrived;
  }

  private void groupComplete() {
    if (previousSent >= 0) {
      double sent = (groupSent - previousSent) / 1000.0;
      double arrived = (groupArrived - previousArrived) / 1000.0;
      sample(arrived - sent, arrived, groupArrived / 1000.0);
    }
    previousSent = groupSent;
    previousArrived = groupArrived;
  }

  private void sample(double gradient, double sinceMillis, double arrivalMillis) {
    if (points == 0) {
      firstArrival = arrivalMillis;
      accumulated = 0;
      smoothed = 0;
    }
    counted = Math.min(counted + 1, MOST_COUNTED);
    accumulated += gradient;
    smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
    times[next] = arrivalMillis - firstArrival;
    delays[next] = smoothed;
    next = (next + 1) % WINDOW;
    points = Math.min(points + 1, WINDOW);
    if (points < WINDOW) {
      return;
    }
    double trend = slope() * counted * GAIN;
    judge(trend, Math.max(0, sinceMillis));
    adapt(trend, Math.clamp(sinceMillis, 0, 100));
  }

  private double slope() {
    double t = 0;
    double d = 0;
    for (int i = 0; i < WINDOW; i++) {
      t += times[i];
      d += delays[i];
    }
    t /= WINDOW;
    d /= WINDOW;
    double above = 0;
    double below = 0;
    for (int i = 0; i < WINDOW; i++) {
      above += (times[i] - t) * (delays[i] - d);
      below += (times[i] - t) * (times[i] - t);
    }
    return below == 0 ? 0 : above / below;
  }

  private void judge(double trend, double sinceMillis) {
    if (trend > threshold) {
      overusedFor += sinceMillis;
      if (overusedFor > OVERUSE_MILLIS && trend >= lastTrend) {
        overusedFor = 0;
        state = State.OVERUSED;
      }
    } else {
      overusedFor = 0;
      state = trend < -threshold ? State.UNDERUSED : State.NORMAL;
    }
    lastTrend = trend;
  }

  private void adapt(double trend, double sinceMillis) {
    double size = Math.abs(trend);
    if (size > threshold + 15) {
      return; // a jump of the path, not its queue
    }
    double k = size < threshold ? FALL : RISE;
    threshold += k * (size - threshold) * sinceMillis;
    threshold = Math.clamp(threshold, LEAST_THRESHOLD, MOST_THRESHOLD);
  }

  public State state() {
    return state;
  }
}
