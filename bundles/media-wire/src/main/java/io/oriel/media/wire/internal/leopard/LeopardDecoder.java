package io.oriel.media.wire.internal.leopard;

import java.util.Arrays;

/// Rebuilds missing data shards (punktfunk protocol notes §15.7). One thread; keeps its scratch.
public final class LeopardDecoder {
  private final Columns columns = new Columns();
  private final Locator locator = new Locator();
  private boolean[] counted = new boolean[0];
  private int[] logs = new int[0];
  private int[] wanted = new int[0];
  private byte[] factors = new byte[0];
  private byte[] work = new byte[0];

  /// Arguments as in [io.oriel.media.wire.LeopardFec#recover], checked there; at least one data
  /// shard is missing and enough shards are present.
  public void recover(
      Butterflies b,
      byte[] shards,
      int offset,
      int stride,
      int length,
      int data,
      int parity,
      boolean[] present) {
    var shape = Shape.of(data, parity);
    int rows = shape.rows();
    reserve(rows);
    mark(shape, present);
    locator.evaluate(counted, !shape.high(), rows, logs);
    factors(shape, present);
    columns.of(b, shards, offset, stride, length);
    for (int unit = 0; unit < columns.units(); unit++) {
      load(shape, present, unit);
      for (int i = 0; i < data + parity; i++) {
        if (present[i]) {
          int at = row(shape, i) * Butterflies.UNIT;
          b.multiply(work, at, Butterflies.UNIT, factors, i * Multipliers.ENTRY);
        }
      }
      Transform.inverse(b, work, 0, Butterflies.UNIT, rows, shape.end(), 0);
      derive(b, rows);
      Transform.forward(b, work, Butterflies.UNIT, rows, wanted);
      for (int i = 0; i < data; i++) {
        if (!present[i]) {
          int at = (shape.firstData() + i) * Butterflies.UNIT;
          b.multiply(work, at, Butterflies.UNIT, factors, i * Multipliers.ENTRY);
          columns.store(work, at, Butterflies.UNIT, unit, 1, i, 1);
        }
      }
    }
  }

  private void reserve(int rows) {
    if (logs.length < rows) {
      counted = new boolean[rows];
      logs = new int[rows];
      wanted = new int[rows + 1];
      factors = Multipliers.table(rows);
      work = new byte[rows * Butterflies.UNIT];
    }
  }

  /// Which rows the locator counts, and how many rows are wanted before each.
  private void mark(Shape shape, boolean[] present) {
    int rows = shape.rows();
    // at the high rate erased rows are counted, at the low rate the others
    Arrays.fill(counted, 0, rows, false);
    if (shape.high()) {
      Arrays.fill(counted, shape.parity(), shape.chunk(), true);
    } else {
      Arrays.fill(counted, shape.data(), shape.chunk(), true);
    }
    for (int i = 0; i < shape.data() + shape.parity(); i++) {
      counted[row(shape, i)] = present[i] != shape.high();
    }
    int before = 0;
    for (int r = 0; r < rows; r++) {
      wanted[r] = before;
      int i = r - shape.firstData();
      before += i >= 0 && i < shape.data() && !present[i] ? 1 : 0;
    }
    wanted[rows] = before;
  }

  /// What received shards are multiplied with, and what makes the rows of missing ones right.
  private void factors(Shape shape, boolean[] present) {
    for (int i = 0; i < shape.data() + shape.parity(); i++) {
      int log = logs[row(shape, i)];
      if (present[i]) {
        Multipliers.fill(factors, i * Multipliers.ENTRY, log);
      } else if (i < shape.data()) {
        Multipliers.fill(factors, i * Multipliers.ENTRY, Field16.MODULUS - log);
      }
    }
  }

  private void load(Shape shape, boolean[] present, int unit) {
    int size = Butterflies.UNIT;
    Arrays.fill(work, 0, shape.rows() * size, (byte) 0);
    int total = shape.data() + shape.parity();
    for (int i = 0; i < total; ) {
      if (!present[i]) {
        i++;
        continue;
      }
      int first = i;
      int limit = i < shape.data() ? shape.data() : total;
      while (i < limit && present[i]) {
        i++;
      }
      columns.load(work, row(shape, first) * size, size, unit, 1, first, i - first);
    }
  }

  /// The formal derivative.
  private void derive(Butterflies b, int rows) {
    for (int i = 1; i < rows; i++) {
      int width = Integer.lowestOneBit(i);
      int at = i * Butterflies.UNIT;
      int length = width * Butterflies.UNIT;
      b.add(work, at - length, at, length);
    }
  }

  private static int row(Shape shape, int shard) {
    return shard < shape.data()
        ? shape.firstData() + shard
        : shape.firstParity() + shard - shape.data();
  }
}
