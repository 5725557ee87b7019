package io.oriel.loss;

/// How delays spread around their middle; a delay is never below zero. The three are those of
/// tc-netem(8).
public enum JitterShape {
  /// Anything from middle − jitter to middle + jitter.
  UNIFORM,

  /// The normal distribution with the jitter as its standard deviation.
  NORMAL,

  /// A long tail towards late: 70 of 100 datagrams come up to 2/3 of the jitter before the middle,
  /// a few up to four times the jitter after it. Pareto with shape 3, moved to mean 0, times 4/3,
  /// cut at 4, as in the table that iproute2 has for netem.
  PARETO;

  private static final double PARETO_SHAPE = 3;
  private static final double PARETO_MEAN = PARETO_SHAPE / (PARETO_SHAPE - 1);
  private static final double PARETO_SCALE = 4.0 / 3;
  private static final double PARETO_MOST = 4;

  /// A value of this shape, to be multiplied by the jitter.
  ///
  /// [StrictMath], so that every machine computes the same delays.
  ///
  /// @param a uniform in 0 … 1, 1 excluded
  /// @param b a second one, for shapes that need two
  double at(double a, double b) {
    return switch (this) {
      case UNIFORM -> 2 * a - 1;
      case NORMAL ->
          StrictMath.sqrt(-2 * StrictMath.log(1 - a)) * StrictMath.cos(2 * StrictMath.PI * b);
      case PARETO ->
          Math.min(
              PARETO_MOST, (StrictMath.pow(1 - a, -1 / PARETO_SHAPE) - PARETO_MEAN) * PARETO_SCALE);
    };
  }
}
