package io.oriel.client.gamestream.internal.media;

/// Rebuilds up to two of four sound packets from their parity (GameStream protocol notes §4.1).
/// Like [CauchyRecovery] an implementation of its own, so that no fault of the host's can hide in
/// it.
final class AudioRecovery {
  static final int DATA = 4;
  static final int PARITY = 2;

  private static final int[][] MATRIX = {{0x77, 0x40, 0x38, 0x0e}, {0xc7, 0xa7, 0x0d, 0x6c}};

  private AudioRecovery() {}

  /// Fills the missing data packets in.
  ///
  /// @param shards four data packets, then two of parity; missing ones are null
  /// @param length bytes of each
  /// @return `false`: more than two are missing
  static boolean recover(byte[][] shards, int length) {
    int first = -1;
    int second = -1;
    for (int i = 0; i < DATA; i++) {
      if (shards[i] == null) {
        if (second >= 0) {
          return false;
        }
        second = first >= 0 ? i : -1;
        first = first >= 0 ? first : i;
      }
    }
    if (first < 0) {
      return true;
    }
    if (second < 0) {
      int row = shards[DATA] != null ? 0 : 1;
      if (shards[DATA + row] == null) {
        return false;
      }
      byte[] sum = rest(shards, row, length);
      shards[first] = scaled(sum, inverse(MATRIX[row][first]), length);
      return true;
    }
    if (shards[DATA] == null || shards[DATA + 1] == null) {
      return false;
    }
    both(shards, first, second, length);
    return true;
  }

  private static void both(byte[][] shards, int first, int second, int length) {
    byte[] upper = rest(shards, 0, length);
    byte[] lower = rest(shards, 1, length);
    int a = MATRIX[0][first];
    int b = MATRIX[0][second];
    int c = MATRIX[1][first];
    int d = MATRIX[1][second];
    int over = inverse(times(a, d) ^ times(b, c));
    var x = new byte[length];
    var y = new byte[length];
    for (int i = 0; i < length; i++) {
      int u = upper[i] & 0xff;
      int l = lower[i] & 0xff;
      x[i] = (byte) times(over, times(d, u) ^ times(b, l));
      y[i] = (byte) times(over, times(c, u) ^ times(a, l));
    }
    shards[first] = x;
    shards[second] = y;
  }

  /// A row's parity less what the packets that are there contribute.
  private static byte[] rest(byte[][] shards, int row, int length) {
    var sum = new byte[length];
    System.arraycopy(shards[DATA + row], 0, sum, 0, length);
    for (int i = 0; i < DATA; i++) {
      for (int at = 0; shards[i] != null && at < length; at++) {
        sum[at] ^= (byte) times(MATRIX[row][i], shards[i][at] & 0xff);
      }
    }
    return sum;
  }

  private static byte[] scaled(byte[] bytes, int factor, int length) {
    var result = new byte[length];
    for (int i = 0; i < length; i++) {
      result[i] = (byte) times(factor, bytes[i] & 0xff);
    }
    return result;
  }

  private static int inverse(int value) {
    int candidate = 1;
    while (times(candidate, value) != 1) {
      candidate++;
    }
    return candidate;
  }

  /// In GF(2^8) with the polynomial 0x11d.
  private static int times(int a, int b) {
    int product = 0;
    for (int left = a, right = b; right != 0; right >>= 1) {
      product ^= (right & 1) != 0 ? left : 0;
      left <<= 1;
      left ^= left > 255 ? 0x11d : 0;
    }
    return product;
  }
}
