package io.oriel.media.wire;

import io.oriel.media.wire.internal.fec.GaloisField;
import io.oriel.media.wire.internal.fec.Kernels;
import io.oriel.media.wire.internal.fec.LinearCode;

/// Systematic Reed–Solomon parity with a Cauchy matrix over GF(2^8), polynomial 0x11d
/// (GameStream protocol notes §3.5):
///
///     C[j][i] = 1 / ((parity + i) XOR j)
///     parity_j[b] = XOR over i of C[j][i] * data_i[b]
///
/// The matrix depends on the number of parity shards. Shards lie in one heap array, `stride` bytes
/// apart, data first, then parity; what lies between them is left alone. Stateless; any thread.
public final class CauchyFec {
  /// Data and parity shards of one block, at most.
  public static final int MAX_SHARDS = 255;

  private static final LinearCode CODE = new LinearCode(CauchyFec::coefficient);

  private CauchyFec() {}

  /// Waits until the fastest kernel for this machine is known, two seconds or so after the first
  /// use of this class, which starts looking for it. Until then a slow one works: a host calls
  /// this, on a control thread, when it starts.
  ///
  /// @return the kernel's name, for people
  public static String prepare() throws InterruptedException {
    return Kernels.bytes().await().name();
  }

  /// Computes the parity shards of a block. Allocates nothing.
  ///
  /// @param shards data shards in, parity shards out
  /// @param offset of the first data shard
  /// @param stride bytes from one shard to the next, at least `length`
  /// @param length of every shard, at least 1; a multiple of 16 is fastest
  /// @param data number of data shards, at least 1
  /// @param parity number of parity shards, at least 0; at most [#MAX_SHARDS] together
  public static void encode(
      byte[] shards, int offset, int stride, int length, int data, int parity) {
    check(data, parity);
    CODE.encode(Kernels.bytes().best(), shards, offset, stride, length, data, parity);
  }

  /// Rebuilds the missing data shards of a block; missing parity shards are left as they are.
  /// Allocates scratch space: meant for receivers.
  ///
  /// @param present which of the shards, data first, arrived; at least data + parity long
  /// @return `false`: fewer than `data` shards are there, nothing was changed
  public static boolean recover(
      byte[] shards, int offset, int stride, int length, int data, int parity, boolean[] present) {
    check(data, parity);
    return CODE.recover(
        Kernels.bytes().best(), shards, offset, stride, length, data, parity, present);
  }

  /// The factor of data shard `column` in parity shard `row`.
  static int coefficient(int parity, int row, int column) {
    return GaloisField.inverse((parity + column) ^ row);
  }

  private static void check(int data, int parity) {
    if (data < 1 || parity < 0 || data + parity > MAX_SHARDS) {
      throw new IllegalArgumentException(
          data + " data and " + parity + " parity shards, at most " + MAX_SHARDS + " in all");
    }
  }
}
