package io.oriel.media.wire;

import io.oriel.media.wire.internal.fec.Kernels;
import io.oriel.media.wire.internal.fec.LinearCode;

/// Two parity shards for four data shards with the fixed matrix of GameStream's sound (GameStream
/// protocol notes §4.1), over the same field as [CauchyFec]. Stateless; any thread.
public final class AudioFec {
  /// Data shards of a group.
  public static final int DATA = 4;

  /// Parity shards of a group.
  public static final int PARITY = 2;

  private static final int[] MATRIX = {0x77, 0x40, 0x38, 0x0e, 0xc7, 0xa7, 0x0d, 0x6c};
  private static final LinearCode CODE =
      new LinearCode((_, row, column) -> MATRIX[row * DATA + column]);

  private AudioFec() {}

  /// Computes both parity shards. Arguments as in [CauchyFec#encode]; allocates nothing.
  public static void encode(byte[] shards, int offset, int stride, int length) {
    CODE.encode(Kernels.bytes().best(), shards, offset, stride, length, DATA, PARITY);
  }

  /// Rebuilds up to two missing data shards. Arguments and result as in [CauchyFec#recover].
  public static boolean recover(
      byte[] shards, int offset, int stride, int length, boolean[] present) {
    return CODE.recover(
        Kernels.bytes().best(), shards, offset, stride, length, DATA, PARITY, present);
  }
}
