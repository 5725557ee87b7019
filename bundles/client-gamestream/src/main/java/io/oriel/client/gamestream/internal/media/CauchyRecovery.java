package io.oriel.client.gamestream.internal.media;

/// Rebuilds lost data packets of one FEC block (GameStream protocol notes §3.5): Reed–Solomon over
/// GF(2^8) with the polynomial 0x11d and the matrix `C[j][i] = 1 / ((m + i) XOR j)`.
///
/// A scalar implementation of its own, so that a fault in the host's kernels cannot hide behind the
/// same fault here.
final class CauchyRecovery {
  private static final int[] LOG = new int[256];
  private static final int[] EXP = new int[512];

  static {
    int x = 1;
    for (int i = 0; i < 255; i++) {
      EXP[i] = x;
      EXP[i + 255] = x;
      LOG[x] = i;
      x <<= 1;
      if (x > 255) {
        x ^= 0x11d;
      }
    }
  }

  private CauchyRecovery() {}

  /// Fills the missing data packets in.
  ///
  /// @param shards k data packets, then m parity packets; missing ones are null. At least k are
  ///     there
  /// @param length bytes of each
  static void recover(byte[][] shards, int k, int m, int length) {
    int missing = 0;
    for (int i = 0; i < k; i++) {
      missing += shards[i] == null ? 1 : 0;
    }
    int[] columns = new int[missing];
    int[] rows = new int[missing];
    int next = 0;
    for (int i = 0; i < k; i++) {
      if (shards[i] == null) {
        columns[next++] = i;
      }
    }
    next = 0;
    for (int j = 0; j < m && next < missing; j++) {
      if (shards[k + j] != null) {
        rows[next++] = j;
      }
    }
    byte[][] sums = new byte[missing][];
    int[][] matrix = new int[missing][missing];
    for (int r = 0; r < missing; r++) {
      sums[r] = shards[k + rows[r]].clone();
      for (int i = 0; i < k; i++) {
        if (shards[i] != null) {
          addScaled(sums[r], shards[i], cell(m, rows[r], i), length);
        }
      }
      for (int c = 0; c < missing; c++) {
        matrix[r][c] = cell(m, rows[r], columns[c]);
      }
    }
    eliminate(matrix, sums, length);
    for (int c = 0; c < missing; c++) {
      shards[columns[c]] = sums[c];
    }
  }

  // Gauss–Jordan; every square part of a Cauchy matrix is regular, so a pivot is always there.
  private static void eliminate(int[][] matrix, byte[][] sums, int length) {
    int n = matrix.length;
    for (int p = 0; p < n; p++) {
      int pivot = p;
      while (matrix[pivot][p] == 0) {
        pivot++;
      }
      int[] row = matrix[pivot];
      matrix[pivot] = matrix[p];
      matrix[p] = row;
      byte[] sum = sums[pivot];
      sums[pivot] = sums[p];
      sums[p] = sum;
      int scale = inverse(row[p]);
      for (int c = 0; c < n; c++) {
        row[c] = times(row[c], scale);
      }
      for (int b = 0; b < length; b++) {
        sum[b] = (byte) times(sum[b] & 0xff, scale);
      }
      for (int r = 0; r < n; r++) {
        int factor = matrix[r][p];
        if (r != p && factor != 0) {
          for (int c = 0; c < n; c++) {
            matrix[r][c] ^= times(row[c], factor);
          }
          addScaled(sums[r], sum, factor, length);
        }
      }
    }
  }

  private static int cell(int m, int row, int column) {
    return inverse(m + column ^ row);
  }

  private static void addScaled(byte[] to, byte[] from, int factor, int length) {
    for (int b = 0; b < length; b++) {
      to[b] ^= (byte) times(from[b] & 0xff, factor);
    }
  }

  private static int inverse(int x) {
    return EXP[255 - LOG[x]];
  }

  private static int times(int a, int b) {
    return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
  }
}
