package io.oriel.media.wire.internal.leopard;

import java.util.Arrays;

/// Computes parity (punktfunk protocol notes §15.6), some columns of all shards at a time, so that
/// what is worked on stays in the processor's first cache. One thread; keeps its scratch.
public final class LeopardEncoder {
  // Of 32 kB and more of first-level cache the transformed rows and their sum take half each.
  private static final int ROWS_BYTES = 16 * 1024;

  private final Columns columns = new Columns();
  private byte[] work = new byte[2 * ROWS_BYTES];

  /// Writes the parity shards of a block. Arguments as in
  /// [io.oriel.media.wire.LeopardFec#encode], checked there.
  public void encode(
      Butterflies b, byte[] shards, int offset, int stride, int length, int data, int parity) {
    var shape = Shape.of(data, parity);
    int chunk = shape.chunk();
    columns.of(b, shards, offset, stride, length);
    int units = columns.units();
    int most = Math.clamp(ROWS_BYTES / Butterflies.UNIT / chunk, 1, units);
    int half = chunk * most * Butterflies.UNIT;
    if (work.length < 2 * half) {
      work = new byte[2 * half];
    }
    for (int unit = 0; unit < units; unit += most) {
      int n = Math.min(most, units - unit);
      if (shape.high()) {
        high(b, shape, half, unit, n);
      } else {
        low(b, shape, half, unit, n);
      }
    }
  }

  private void high(Butterflies b, Shape shape, int half, int unit, int units) {
    int chunk = shape.chunk();
    int row = units * Butterflies.UNIT;
    int bytes = chunk * row;
    for (int first = 0; first < shape.data(); first += chunk) {
      int at = first == 0 ? 0 : half;
      int count = Math.min(chunk, shape.data() - first);
      columns.load(work, at, row, unit, units, first, count);
      Arrays.fill(work, at + count * row, at + bytes, (byte) 0);
      Transform.inverse(b, work, at, row, chunk, count, first + chunk);
      if (first > 0) {
        b.add(work, 0, half, bytes);
      }
    }
    Transform.forward(b, work, 0, row, chunk, shape.parity(), 0);
    columns.store(work, 0, row, unit, units, shape.data(), shape.parity());
  }

  private void low(Butterflies b, Shape shape, int half, int unit, int units) {
    int chunk = shape.chunk();
    int row = units * Butterflies.UNIT;
    int bytes = chunk * row;
    columns.load(work, half, row, unit, units, 0, shape.data());
    Arrays.fill(work, half + shape.data() * row, half + bytes, (byte) 0);
    Transform.inverse(b, work, half, row, chunk, shape.data(), 0);
    for (int first = 0; first < shape.parity(); first += chunk) {
      int count = Math.min(chunk, shape.parity() - first);
      System.arraycopy(work, half, work, 0, bytes);
      Transform.forward(b, work, 0, row, chunk, count, first + chunk);
      columns.store(work, 0, row, unit, units, shape.data() + first, count);
    }
  }
}
