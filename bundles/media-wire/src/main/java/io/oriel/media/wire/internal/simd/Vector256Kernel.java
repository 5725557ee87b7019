package io.oriel.media.wire.internal.simd;

import io.oriel.media.wire.internal.fec.GaloisField;
import io.oriel.media.wire.internal.fec.Kernel;
import io.oriel.media.wire.internal.fec.ScalarKernel;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products by looking up both nibbles of 32 bytes at once. Loaded only where the incubator module
/// `jdk.incubator.vector` is present.
///
/// The species has to be a constant of the class for the compiler to see it, which is why each
/// width is a class of its own.
public final class Vector256Kernel implements Kernel {
  private static final VectorSpecies<Byte> S = ByteVector.SPECIES_256;
  private static final int STEP = 32;
  private static final int ROW = GaloisField.NIBBLE_ROW;

  private final Kernel tail = new ScalarKernel();

  @Override
  public String name() {
    return "256-bit vectors";
  }

  @Override
  public void add(byte[] d, int to, int from, int length, int c) {
    ByteVector low = ByteVector.fromArray(S, GaloisField.low(), c * ROW);
    ByteVector high = ByteVector.fromArray(S, GaloisField.high(), c * ROW);
    int whole = length - length % STEP;
    for (int i = 0; i < whole; i += STEP) {
      ByteVector x = ByteVector.fromArray(S, d, from + i);
      plus(d, to + i, lowNibbles(x), highNibbles(x), low, high);
    }
    tail.add(d, to + whole, from + whole, length - whole, c);
  }

  @Override
  public void add4(
      byte[] d, int to, int stride, int from, int length, int c0, int c1, int c2, int c3) {
    byte[] lows = GaloisField.low();
    byte[] highs = GaloisField.high();
    ByteVector low0 = ByteVector.fromArray(S, lows, c0 * ROW);
    ByteVector low1 = ByteVector.fromArray(S, lows, c1 * ROW);
    ByteVector low2 = ByteVector.fromArray(S, lows, c2 * ROW);
    ByteVector low3 = ByteVector.fromArray(S, lows, c3 * ROW);
    ByteVector high0 = ByteVector.fromArray(S, highs, c0 * ROW);
    ByteVector high1 = ByteVector.fromArray(S, highs, c1 * ROW);
    ByteVector high2 = ByteVector.fromArray(S, highs, c2 * ROW);
    ByteVector high3 = ByteVector.fromArray(S, highs, c3 * ROW);
    int whole = length - length % STEP;
    for (int i = 0; i < whole; i += STEP) {
      ByteVector x = ByteVector.fromArray(S, d, from + i);
      ByteVector l = lowNibbles(x);
      ByteVector h = highNibbles(x);
      plus(d, to + i, l, h, low0, high0);
      plus(d, to + stride + i, l, h, low1, high1);
      plus(d, to + 2 * stride + i, l, h, low2, high2);
      plus(d, to + 3 * stride + i, l, h, low3, high3);
    }
    tail.add4(d, to + whole, stride, from + whole, length - whole, c0, c1, c2, c3);
  }

  private static void plus(
      byte[] d, int at, ByteVector l, ByteVector h, ByteVector low, ByteVector high) {
    ByteVector.fromArray(S, d, at)
        .lanewise(VectorOperators.XOR, l.selectFrom(low))
        .lanewise(VectorOperators.XOR, h.selectFrom(high))
        .intoArray(d, at);
  }

  private static ByteVector lowNibbles(ByteVector x) {
    return x.and((byte) 15);
  }

  /// Shifts 16-bit lanes: there is no shift of bytes in the instruction set, and the mask removes
  /// what came over from the neighbour.
  private static ByteVector highNibbles(ByteVector x) {
    return x.reinterpretAsShorts()
        .lanewise(VectorOperators.LSHR, 4)
        .reinterpretAsBytes()
        .and((byte) 15);
  }
}
