package io.oriel.bench;

import java.util.ArrayList;
import java.util.List;

/// One measured figure, in the shape every benchmark writes.
///
/// @param bench name of the benchmark
/// @param scene name of the case
/// @param value NaN: could not be measured
/// @param n samples behind the value
/// @param goal what must be reached; NaN: none, or one relative to a peer that was not measured
/// @param aim what would be better still; NaN: none
/// @param better `higher` or `lower`
/// @param spread distance of the quartiles of repeated measurements, as a share of the value; NaN:
///     measured once
/// @param peers the same figure elsewhere
/// @param note for people; empty: nothing to say
record Result(
    String bench,
    String scene,
    String metric,
    String unit,
    double value,
    long n,
    double goal,
    double aim,
    String better,
    double spread,
    List<Peer> peers,
    String note) {

  /// Somebody else's figure.
  ///
  /// @param name with its version, where known
  /// @param value NaN: not measured
  /// @param note why not, with the remedy; else empty
  record Peer(String name, double value, String note) {}

  Result {
    peers = List.copyOf(peers);
  }

  static Result lower(
      String bench, String scene, String metric, String unit, double value, long n) {
    return plain(bench, scene, metric, unit, value, n, "lower");
  }

  static Result higher(
      String bench, String scene, String metric, String unit, double value, long n) {
    return plain(bench, scene, metric, unit, value, n, "higher");
  }

  private static Result plain(
      String bench, String scene, String metric, String unit, double value, long n, String better) {
    double none = Double.NaN;
    return new Result(
        bench, scene, metric, unit, value, n, none, none, better, none, List.of(), "");
  }

  Result goal(double wanted) {
    return with(wanted, aim, spread, peers, note);
  }

  Result aim(double wished) {
    return with(goal, wished, spread, peers, note);
  }

  Result spread(double share) {
    return with(goal, aim, share, peers, note);
  }

  Result note(String text) {
    return with(goal, aim, spread, peers, text);
  }

  Result peer(String who, double theirs) {
    return peer(new Peer(who, theirs, ""));
  }

  Result peer(Peer other) {
    var all = new ArrayList<>(peers);
    all.add(other);
    return with(goal, aim, spread, all, note);
  }

  private Result with(
      double newGoal, double newAim, double newSpread, List<Peer> newPeers, String newNote) {
    return new Result(
        bench, scene, metric, unit, value, n, newGoal, newAim, better, newSpread, newPeers,
        newNote);
  }

  boolean higherIsBetter() {
    return better.equals("higher");
  }

  /// The best of the peers that were measured; NaN: none was.
  double bestPeer() {
    return peers.stream()
        .mapToDouble(Peer::value)
        .filter(v -> !Double.isNaN(v))
        .reduce(higherIsBetter() ? Math::max : Math::min)
        .orElse(Double.NaN);
  }

  /// `met`, `MISSED`, or `—` where there is no goal or no figure.
  String verdict() {
    if (Double.isNaN(goal) || Double.isNaN(value)) {
      return "—";
    }
    return reaches(goal) ? "met" : "MISSED";
  }

  /// Whether the value is as good as something wanted.
  boolean reaches(double wanted) {
    return higherIsBetter() ? value >= wanted : value <= wanted;
  }
}
