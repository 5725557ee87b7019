package io.oriel.host.session.internal.media;

/// Decides how fast captured sound is read, so that it keeps its place on the host's clock although
/// its own clock runs differently: a proportional and integrating control of the smoothed error,
/// critically damped. One thread.
final class ClockSteering {
  /// Most that the speed differs from 1 while the error is small: not heard as pitch.
  static final double MOST = 1e-3;

  /// The same for an error of [#LARGE_SECONDS]: a twentieth of a semitone. A clock that loses time
  /// in steps, as that of a sound server does which is scheduled late, is followed without a jump.
  private static final double MOST_WHEN_LARGE = 3e-3;

  private static final double SMALL_SECONDS = 2e-3;
  private static final double LARGE_SECONDS = 20e-3;

  private static final double SMOOTHING_SECONDS = 0.5; // time stamps jitter
  private static final double PROPORTIONAL = 0.4; // per second
  private static final double INTEGRAL = PROPORTIONAL * PROPORTIONAL / 4; // no overshoot

  private double error; // seconds, smoothed
  private double bias; // what the other clock differs by, as far as it is known
  private double speed = 1;

  /// Takes a new measurement.
  ///
  /// @param errorSeconds by how much what is read next was captured after the time it is sent for
  /// @param intervalSeconds since the last one
  void measured(double errorSeconds, double intervalSeconds) {
    error += (errorSeconds - error) * Math.min(1, intervalSeconds / SMOOTHING_SECONDS);
    double wanted = PROPORTIONAL * error + bias;
    double large = (Math.abs(error) - SMALL_SECONDS) / (LARGE_SECONDS - SMALL_SECONDS);
    double most = MOST + (MOST_WHEN_LARGE - MOST) * Math.clamp(large, 0, 1);
    double granted = Math.clamp(wanted, -most, most);
    if (wanted == granted) { // at the limit the bias would only run away
      bias = Math.clamp(bias + INTEGRAL * error * intervalSeconds, -MOST, MOST);
    }
    speed = 1 - granted;
  }

  /// The error is gone at one stroke: sound was skipped or repeated. The known bias stays.
  void corrected() {
    error = 0;
    speed = 1 - bias;
  }

  /// Captured samples per sample sent.
  double speed() {
    return speed;
  }

  /// The smoothed error, in seconds.
  double error() {
    return error;
  }

  /// By how many parts per million the capture's clock runs slow.
  long ppm() {
    return Math.round(bias * 1e6);
  }
}
