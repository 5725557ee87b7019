package io.oriel.media.wire.internal.simd;

import io.oriel.media.wire.internal.leopard.Butterflies;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Products by looking up all four nibbles of a register's elements at once. Instances are made by
/// [Widths], once per width.
public final class VectorButterflies implements Butterflies {
  private static final VectorSpecies<Byte> S = Widths.species(MethodHandles.lookup());
  private static final int STEP = S.length();
  private static final int QUARTER = UNIT / 4;
  private static final VectorSpecies<Byte> COPY = STEP < QUARTER ? S : ByteVector.SPECIES_256;

  @Override
  public String name() {
    return S.vectorBitSize() + "-bit vectors";
  }

  @Override
  public void add(byte[] w, int to, int from, int length) {
    for (int i = 0; i < length; i += STEP) {
      xor(ByteVector.fromArray(S, w, to + i), ByteVector.fromArray(S, w, from + i))
          .intoArray(w, to + i);
    }
  }

  @Override
  public void inverse(byte[] w, int a, int b, int length, byte[] factors, int factor) {
    ByteVector low0 = ByteVector.fromArray(S, factors, factor);
    ByteVector low1 = ByteVector.fromArray(S, factors, factor + 16);
    ByteVector low2 = ByteVector.fromArray(S, factors, factor + 32);
    ByteVector low3 = ByteVector.fromArray(S, factors, factor + 48);
    ByteVector high0 = ByteVector.fromArray(S, factors, factor + 64);
    ByteVector high1 = ByteVector.fromArray(S, factors, factor + 80);
    ByteVector high2 = ByteVector.fromArray(S, factors, factor + 96);
    ByteVector high3 = ByteVector.fromArray(S, factors, factor + 112);
    for (int unit = 0; unit < length; unit += UNIT) {
      for (int i = unit; i < unit + PLANE; i += STEP) {
        ByteVector al = ByteVector.fromArray(S, w, a + i);
        ByteVector ah = ByteVector.fromArray(S, w, a + PLANE + i);
        ByteVector bl = xor(ByteVector.fromArray(S, w, b + i), al);
        ByteVector bh = xor(ByteVector.fromArray(S, w, b + PLANE + i), ah);
        bl.intoArray(w, b + i);
        bh.intoArray(w, b + PLANE + i);
        ByteVector n0 = lowNibbles(bl);
        ByteVector n1 = highNibbles(bl);
        ByteVector n2 = lowNibbles(bh);
        ByteVector n3 = highNibbles(bh);
        xor(al, product(n0, n1, n2, n3, low0, low1, low2, low3)).intoArray(w, a + i);
        xor(ah, product(n0, n1, n2, n3, high0, high1, high2, high3)).intoArray(w, a + PLANE + i);
      }
    }
  }

  @Override
  public void forward(byte[] w, int a, int b, int length, byte[] factors, int factor) {
    ByteVector low0 = ByteVector.fromArray(S, factors, factor);
    ByteVector low1 = ByteVector.fromArray(S, factors, factor + 16);
    ByteVector low2 = ByteVector.fromArray(S, factors, factor + 32);
    ByteVector low3 = ByteVector.fromArray(S, factors, factor + 48);
    ByteVector high0 = ByteVector.fromArray(S, factors, factor + 64);
    ByteVector high1 = ByteVector.fromArray(S, factors, factor + 80);
    ByteVector high2 = ByteVector.fromArray(S, factors, factor + 96);
    ByteVector high3 = ByteVector.fromArray(S, factors, factor + 112);
    for (int unit = 0; unit < length; unit += UNIT) {
      for (int i = unit; i < unit + PLANE; i += STEP) {
        ByteVector bl = ByteVector.fromArray(S, w, b + i);
        ByteVector bh = ByteVector.fromArray(S, w, b + PLANE + i);
        ByteVector n0 = lowNibbles(bl);
        ByteVector n1 = highNibbles(bl);
        ByteVector n2 = lowNibbles(bh);
        ByteVector n3 = highNibbles(bh);
        ByteVector al = ByteVector.fromArray(S, w, a + i);
        ByteVector ah = ByteVector.fromArray(S, w, a + PLANE + i);
        al = xor(al, product(n0, n1, n2, n3, low0, low1, low2, low3));
        ah = xor(ah, product(n0, n1, n2, n3, high0, high1, high2, high3));
        al.intoArray(w, a + i);
        ah.intoArray(w, a + PLANE + i);
        xor(bl, al).intoArray(w, b + i);
        xor(bh, ah).intoArray(w, b + PLANE + i);
      }
    }
  }

  @Override
  public void multiply(byte[] w, int at, int length, byte[] factors, int factor) {
    ByteVector low0 = ByteVector.fromArray(S, factors, factor);
    ByteVector low1 = ByteVector.fromArray(S, factors, factor + 16);
    ByteVector low2 = ByteVector.fromArray(S, factors, factor + 32);
    ByteVector low3 = ByteVector.fromArray(S, factors, factor + 48);
    ByteVector high0 = ByteVector.fromArray(S, factors, factor + 64);
    ByteVector high1 = ByteVector.fromArray(S, factors, factor + 80);
    ByteVector high2 = ByteVector.fromArray(S, factors, factor + 96);
    ByteVector high3 = ByteVector.fromArray(S, factors, factor + 112);
    for (int unit = at; unit < at + length; unit += UNIT) {
      for (int i = unit; i < unit + PLANE; i += STEP) {
        ByteVector l = ByteVector.fromArray(S, w, i);
        ByteVector h = ByteVector.fromArray(S, w, i + PLANE);
        ByteVector n0 = lowNibbles(l);
        ByteVector n1 = highNibbles(l);
        ByteVector n2 = lowNibbles(h);
        ByteVector n3 = highNibbles(h);
        product(n0, n1, n2, n3, low0, low1, low2, low3).intoArray(w, i);
        product(n0, n1, n2, n3, high0, high1, high2, high3).intoArray(w, i + PLANE);
      }
    }
  }

  private static ByteVector product(
      ByteVector n0,
      ByteVector n1,
      ByteVector n2,
      ByteVector n3,
      ByteVector t0,
      ByteVector t1,
      ByteVector t2,
      ByteVector t3) {
    return xor(
        xor(n0.selectFrom(t0), n1.selectFrom(t1)), xor(n2.selectFrom(t2), n3.selectFrom(t3)));
  }

  private static ByteVector xor(ByteVector x, ByteVector y) {
    return x.lanewise(VectorOperators.XOR, y);
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

  @Override
  public void load(byte[] w, int to, int row, byte[] shards, int from, int stride, int count) {
    for (int i = 0; i < count; i++) {
      swapMiddle(shards, from + i * stride, w, to + i * row);
    }
  }

  @Override
  public void store(byte[] w, int from, int row, byte[] shards, int to, int stride, int count) {
    for (int i = 0; i < count; i++) {
      swapMiddle(w, from + i * row, shards, to + i * stride);
    }
  }

  private static void swapMiddle(byte[] in, int from, byte[] out, int to) {
    for (int i = 0; i < QUARTER; i += COPY.length()) {
      ByteVector.fromArray(COPY, in, from + i).intoArray(out, to + i);
      ByteVector.fromArray(COPY, in, from + 2 * QUARTER + i).intoArray(out, to + QUARTER + i);
      ByteVector.fromArray(COPY, in, from + QUARTER + i).intoArray(out, to + 2 * QUARTER + i);
      ByteVector.fromArray(COPY, in, from + 3 * QUARTER + i).intoArray(out, to + 3 * QUARTER + i);
    }
  }
}
