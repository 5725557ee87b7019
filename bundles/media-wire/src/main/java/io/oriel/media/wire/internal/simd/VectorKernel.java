package io.oriel.media.wire.internal.simd;

import io.oriel.media.wire.internal.fec.GaloisField;
import io.oriel.media.wire.internal.fec.Kernel;
import io.oriel.media.wire.internal.fec.ScalarKernel;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products by looking up both nibbles of a register's bytes at once. Instances are made by
/// [Widths], once per width.
public final class VectorKernel implements Kernel {
  private static final VectorSpecies<Byte> S = Widths.species(MethodHandles.lookup());
  private static final int STEP = S.length();
  private static final int ENTRY = GaloisField.ENTRY;
  private static final int HIGH = GaloisField.HIGH;

  private final Kernel tail = new ScalarKernel();

  @Override
  public String name() {
    return S.vectorBitSize() + "-bit vectors";
  }

  @Override
  public void add(byte[] d, int to, int from, int length, int c) {
    int whole = length - length % STEP;
    if (whole > 0) {
      addWhole(d, to, from, whole, c);
    }
    if (whole < length) {
      tail.add(d, to + whole, from + whole, length - whole, c);
    }
  }

  // Loops over vectors stand alone, always with something to do: the compiler leaves vectors on the
  // heap when it compiles a method anew because one of its branches was taken for the first time.
  private static void addWhole(byte[] d, int to, int from, int length, int c) {
    byte[] table = GaloisField.nibbles();
    ByteVector low = ByteVector.fromArray(S, table, c * ENTRY);
    ByteVector high = ByteVector.fromArray(S, table, c * ENTRY + HIGH);
    for (int i = 0; i < length; i += STEP) {
      ByteVector x = ByteVector.fromArray(S, d, from + i);
      plus(d, to + i, lowNibbles(x), highNibbles(x), low, high);
    }
  }

  @Override
  public void add4(
      byte[] d, int to, int stride, int from, int length, int c0, int c1, int c2, int c3) {
    int whole = length - length % STEP;
    if (whole > 0) {
      add4Whole(d, to, stride, from, whole, c0, c1, c2, c3);
    }
    if (whole < length) {
      tail.add4(d, to + whole, stride, from + whole, length - whole, c0, c1, c2, c3);
    }
  }

  private static void add4Whole(
      byte[] d, int to, int stride, int from, int length, int c0, int c1, int c2, int c3) {
    byte[] table = GaloisField.nibbles();
    ByteVector low0 = ByteVector.fromArray(S, table, c0 * ENTRY);
    ByteVector low1 = ByteVector.fromArray(S, table, c1 * ENTRY);
    ByteVector low2 = ByteVector.fromArray(S, table, c2 * ENTRY);
    ByteVector low3 = ByteVector.fromArray(S, table, c3 * ENTRY);
    ByteVector high0 = ByteVector.fromArray(S, table, c0 * ENTRY + HIGH);
    ByteVector high1 = ByteVector.fromArray(S, table, c1 * ENTRY + HIGH);
    ByteVector high2 = ByteVector.fromArray(S, table, c2 * ENTRY + HIGH);
    ByteVector high3 = ByteVector.fromArray(S, table, c3 * ENTRY + HIGH);
    for (int i = 0; i < length; i += STEP) {
      ByteVector x = ByteVector.fromArray(S, d, from + i);
      ByteVector low = lowNibbles(x);
      ByteVector high = highNibbles(x);
      plus(d, to + i, low, high, low0, high0);
      plus(d, to + stride + i, low, high, low1, high1);
      plus(d, to + 2 * stride + i, low, high, low2, high2);
      plus(d, to + 3 * stride + i, low, high, low3, high3);
    }
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
