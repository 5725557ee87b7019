package io.oriel.loss;

/// How delays spread around their middle. All but [#UNIFORM] take the jitter as the standard
/// deviation; a delay is never below zero.
public enum JitterShape {
  /// Anything from middle − jitter to middle + jitter.
  UNIFORM,

  /// The normal distribution.
  NORMAL,

  /// A long tail towards late: Pareto with shape 3, moved to mean 0 and scaled to deviation 1, cut
  /// at 8 deviations. Half of all datagrams come before the middle, a few far behind it.
  PARETO;

  private static final double PARETO_SHAPE = 3;
  private static final double PARETO_MEAN = PARETO_SHAPE / (PARETO_SHAPE - 1);
  private static final double PARETO_DEVIATION = Math.sqrt(3) / 2;
  private static final double MOST_DEVIATIONS = 8;

  /// A value of this shape with mean 0.
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
              MOST_DEVIATIONS,
              (StrictMath.pow(1 - a, -1 / PARETO_SHAPE) - PARETO_MEAN) / PARETO_DEVIATION);
    };
  }
}
