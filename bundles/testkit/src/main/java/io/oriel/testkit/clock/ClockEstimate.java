package io.oriel.testkit.clock;

/// What is known about another machine's clock at one moment of this machine's.
///
/// @param atNanos this machine's time it holds for
/// @param offsetNanos the other clock less this one then
/// @param drift how much faster the other clock runs: 1e-6 is one part per million
/// @param boundNanos how far `offsetNanos` can be off then
/// @param rttNanos time of the question and answer it rests on
/// @param driftError how far `drift` can be off
public record ClockEstimate(
    long atNanos,
    long offsetNanos,
    double drift,
    long boundNanos,
    long rttNanos,
    double driftError) {

  /// The other clock at a time of this one.
  public long other(long localNanos) {
    return localNanos + offsetNanos + Math.round(drift * (localNanos - atNanos));
  }

  /// How far [#other(long)] can be off.
  public long bound(long localNanos) {
    return boundNanos + (long) Math.ceil(driftError * Math.abs(localNanos - atNanos));
  }
}
