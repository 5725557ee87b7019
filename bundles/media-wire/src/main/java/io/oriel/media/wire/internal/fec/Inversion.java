package io.oriel.media.wire.internal.fec;

/// Inverts matrices over [GaloisField] (Gauss–Jordan).
final class Inversion {
  private Inversion() {}

  /// The inverse of a square matrix, whose content is lost; `null`: singular.
  static byte[][] of(byte[][] matrix) {
    int n = matrix.length;
    byte[][] inverse = new byte[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      while (pivot < n && matrix[pivot][column] == 0) {
        pivot++;
      }
      if (pivot == n) {
        return null;
      }
      swap(matrix, pivot, column);
      swap(inverse, pivot, column);
      int factor = GaloisField.inverse(matrix[column][column] & 0xff);
      scale(matrix[column], factor);
      scale(inverse[column], factor);
      for (int row = 0; row < n; row++) {
        int c = matrix[row][column] & 0xff;
        if (row != column && c != 0) {
          add(matrix[row], matrix[column], c);
          add(inverse[row], inverse[column], c);
        }
      }
    }
    return inverse;
  }

  private static void swap(byte[][] rows, int a, int b) {
    byte[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static void scale(byte[] row, int c) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) GaloisField.product(c, row[i] & 0xff);
    }
  }

  private static void add(byte[] to, byte[] from, int c) {
    for (int i = 0; i < to.length; i++) {
      to[i] ^= (byte) GaloisField.product(c, from[i] & 0xff);
    }
  }
}
