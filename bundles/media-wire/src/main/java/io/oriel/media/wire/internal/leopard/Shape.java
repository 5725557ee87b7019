package io.oriel.media.wire.internal.leopard;

/// How a block of data and parity shards is laid onto the transform (punktfunk protocol notes
/// §15.5 and 15.7). At the high rate parity comes first, at the low rate data.
///
/// @param high more data than parity, rounded up to powers of two
/// @param chunk rows that the encoder transforms at once
record Shape(int data, int parity, boolean high, int chunk) {

  static Shape of(int data, int parity) {
    int roundData = roundUp(data);
    int roundParity = roundUp(parity);
    boolean high = roundData > roundParity || roundData == roundParity && data <= parity;
    return new Shape(data, parity, high, high ? roundParity : roundData);
  }

  /// Where data shards begin among the decoder's rows.
  int firstData() {
    return high ? chunk : 0;
  }

  /// Where parity shards begin among the decoder's rows.
  int firstParity() {
    return high ? 0 : chunk;
  }

  /// Rows that may be other than zero in the decoder.
  int end() {
    return chunk + (high ? data : parity);
  }

  /// Rows of the decoder's transform.
  int rows() {
    return roundUp(end());
  }

  private static int roundUp(int n) {
    return n == 1 ? 1 : Integer.highestOneBit(n - 1) * 2;
  }
}
