package io.oriel.media.wire.internal.fec;

import java.util.Arrays;
import java.util.Objects;

/// Systematic linear codes over [GaloisField], given by the coefficients of their parity rows.
public final class LinearCode {
  /// The coefficients of a code.
  @FunctionalInterface
  public interface Coefficients {
    /// The factor, 0 … 255, of a data shard in a parity shard.
    ///
    /// @param parity how many parity shards there are
    int at(int parity, int row, int column);
  }

  private final Coefficients coefficients;

  public LinearCode(Coefficients coefficients) {
    this.coefficients = coefficients;
  }

  /// Writes the parity shards. Arguments as in [io.oriel.media.wire.CauchyFec#encode].
  public void encode(
      Kernel kernel, byte[] shards, int offset, int stride, int length, int data, int parity) {
    check(shards, offset, stride, length, data + parity);
    int first = offset + data * stride;
    for (int row = 0; row < parity; row++) {
      int at = first + row * stride;
      Arrays.fill(shards, at, at + length, (byte) 0);
    }
    int row = 0;
    for (; row + 4 <= parity; row += 4) {
      int to = first + row * stride;
      for (int i = 0; i < data; i++) {
        kernel.add4(
            shards,
            to,
            stride,
            offset + i * stride,
            length,
            coefficients.at(parity, row, i),
            coefficients.at(parity, row + 1, i),
            coefficients.at(parity, row + 2, i),
            coefficients.at(parity, row + 3, i));
      }
    }
    for (; row < parity; row++) {
      for (int i = 0; i < data; i++) {
        int c = coefficients.at(parity, row, i);
        kernel.add(shards, first + row * stride, offset + i * stride, length, c);
      }
    }
  }

  /// Rebuilds missing data shards. Arguments as in [io.oriel.media.wire.CauchyFec#recover].
  public boolean recover(
      Kernel kernel,
      byte[] shards,
      int offset,
      int stride,
      int length,
      int data,
      int parity,
      boolean[] present) {
    check(shards, offset, stride, length, data + parity);
    int[] missing = indices(present, 0, data, false);
    int[] rows = indices(present, data, data + parity, true);
    int lost = missing.length;
    if (lost == 0) {
      return true;
    }
    if (rows.length < lost) {
      return false;
    }
    byte[][] matrix = new byte[lost][lost];
    for (int r = 0; r < lost; r++) {
      for (int c = 0; c < lost; c++) {
        matrix[r][c] = (byte) coefficients.at(parity, rows[r] - data, missing[c]);
      }
    }
    byte[][] inverse = Inversion.of(matrix);
    if (inverse == null) {
      return false;
    }
    // Block 0 takes one data shard after the other, the following blocks what the rows still lack.
    byte[] scratch = new byte[(1 + lost) * length];
    for (int r = 0; r < lost; r++) {
      System.arraycopy(shards, offset + rows[r] * stride, scratch, (1 + r) * length, length);
    }
    for (int i = 0; i < data; i++) {
      if (present[i]) {
        System.arraycopy(shards, offset + i * stride, scratch, 0, length);
        for (int r = 0; r < lost; r++) {
          int c = coefficients.at(parity, rows[r] - data, i);
          kernel.add(scratch, (1 + r) * length, 0, length, c);
        }
      }
    }
    for (int m = 0; m < lost; m++) {
      Arrays.fill(scratch, 0, length, (byte) 0);
      for (int r = 0; r < lost; r++) {
        kernel.add(scratch, 0, (1 + r) * length, length, inverse[m][r] & 0xff);
      }
      System.arraycopy(scratch, 0, shards, offset + missing[m] * stride, length);
    }
    return true;
  }

  private static int[] indices(boolean[] present, int from, int to, boolean wanted) {
    int[] found = new int[to - from];
    int n = 0;
    for (int i = from; i < to; i++) {
      if (present[i] == wanted) {
        found[n++] = i;
      }
    }
    return Arrays.copyOf(found, n);
  }

  private static void check(byte[] shards, int offset, int stride, int length, int count) {
    if (length < 1 || stride < length) {
      throw new IllegalArgumentException("shards of " + length + " bytes every " + stride);
    }
    Objects.checkFromIndexSize(offset, (count - 1L) * stride + length, (long) shards.length);
  }
}
