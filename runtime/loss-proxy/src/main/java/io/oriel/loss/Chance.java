package io.oriel.loss;

/// Random numbers that depend on nothing but the seed, the datagram's number and what they decide.
///
/// So a setting that is changed leaves the decisions of the others alone: with more jitter the same
/// datagrams are lost. SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
/// Generators, OOPSLA 2014) as a function of a counter.
final class Chance {
  static final int LOSS = 0;
  static final int BURST_LOSS = 1;
  static final int BURST_TURN = 2;
  static final int DUPLICATE = 3;
  static final int REORDER = 4;

  /// Two in a row, and two more for the copy.
  static final int JITTER = 5;

  private static final int USES = 16;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;

  Chance(long seed) {
    // Mixed once, so that neighbouring seeds have nothing in common.
    this.seed = mix(seed + GOLDEN);
  }

  /// Uniform in 0 … 1, 1 excluded.
  double at(long number, int use) {
    return (mix(seed + (number * USES + use) * GOLDEN) >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
