package io.oriel.bench;

/// Random loss that is the same in every run: a datagram's number alone decides. Immutable.
///
/// @param share of the datagrams, 0 … 1
record Loss(double share, int seed) {
  /// Whether a datagram is lost.
  boolean takes(int number) {
    // the finishing steps of MurmurHash3 spread neighbouring numbers evenly over 32 bits
    int x = number ^ seed;
    x = (x ^ x >>> 16) * 0x85ebca6b;
    x = (x ^ x >>> 13) * 0xc2b2ae35;
    x ^= x >>> 16;
    return Integer.toUnsignedLong(x) < share * 0x1p32;
  }
}
