package io.oriel.wire.gamestream.enet;

/// A message that waits for an earlier one or for its other fragments.
final class Incoming {
  /// First and last reliable number it covers; both the same for an unreliable one.
  final int first;

  final int last;

  /// Number among the unreliable ones; 0 if reliable.
  final int unreliable;

  final byte[] bytes;
  private final boolean[] have;
  private int missing;

  Incoming(int first, int unreliable, byte[] bytes) {
    this(first, first, unreliable, bytes, 1);
    missing = 0;
  }

  Incoming(int first, int last, int unreliable, byte[] bytes, int fragments) {
    this.first = first;
    this.last = last;
    this.unreliable = unreliable;
    this.bytes = bytes;
    this.have = new boolean[fragments];
    this.missing = fragments;
  }

  boolean complete() {
    return missing == 0;
  }

  int fragments() {
    return have.length;
  }

  /// Whether another fragment claims the same shape.
  boolean fits(int count, int total) {
    return have.length == count && bytes.length == total;
  }

  void fragment(int number, byte[] from, int at, int length, int offset) {
    if (!have[number]) {
      have[number] = true;
      missing--;
      System.arraycopy(from, at, bytes, offset, length);
    }
  }
}
