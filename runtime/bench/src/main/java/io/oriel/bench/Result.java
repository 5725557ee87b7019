package io.oriel.bench;

/// One measured figure, in the shape every benchmark writes.
///
/// @param bench name of the benchmark
/// @param n samples behind the value
/// @param goal NaN: none
/// @param better `higher` or `lower`
/// @param peer whom the goal was taken from; empty: nobody
/// @param peerValue the same figure there; NaN: unknown
public record Result(
    String bench,
    String scene,
    String metric,
    String unit,
    double value,
    long n,
    double goal,
    String better,
    String peer,
    double peerValue) {

  static Result lower(
      String bench, String scene, String metric, String unit, double value, long n) {
    return new Result(bench, scene, metric, unit, value, n, Double.NaN, "lower", "", Double.NaN);
  }

  static Result higher(
      String bench, String scene, String metric, String unit, double value, long n) {
    return new Result(bench, scene, metric, unit, value, n, Double.NaN, "higher", "", Double.NaN);
  }

  Result goal(double wanted) {
    return new Result(bench, scene, metric, unit, value, n, wanted, better, peer, peerValue);
  }

  Result peer(String who, double theirs) {
    return new Result(bench, scene, metric, unit, value, n, goal, better, who, theirs);
  }

  /// `met`, `MISSED`, or nothing without a goal.
  String verdict() {
    if (Double.isNaN(goal)) {
      return "";
    }
    boolean met = better.equals("higher") ? value >= goal : value <= goal;
    return met ? "met" : "MISSED";
  }
}
