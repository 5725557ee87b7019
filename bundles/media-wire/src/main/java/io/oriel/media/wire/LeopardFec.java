package io.oriel.media.wire;

import io.oriel.media.wire.internal.fec.Kernels;
import io.oriel.media.wire.internal.leopard.LeopardDecoder;
import io.oriel.media.wire.internal.leopard.LeopardEncoder;
import java.util.Objects;

/// Systematic Reed–Solomon parity over GF(2^16) by additive transforms, byte for byte that of
/// Leopard and of the Rust crate reed-solomon-simd 3.1 (punktfunk protocol notes §15).
///
/// Shards lie in one heap array, `stride` bytes apart, data first, then parity; what lies between
/// them is left alone. One thread at a time; keeps its scratch space: 32 kB, which grow to
/// 256 bytes per shard for encoding large blocks and 300 for decoding any, the shards rounded up to
/// a power of two.
public final class LeopardFec {
  /// Shards of a block, at most; the larger of data and parity counts at its value, the smaller one
  /// rounded up to a power of two.
  public static final int MAX_SHARDS = 65_536;

  private final LeopardEncoder encoder = new LeopardEncoder();
  private final LeopardDecoder decoder = new LeopardDecoder();

  /// Waits until the fastest kernel for this machine is known; see [CauchyFec#prepare()].
  ///
  /// @return the kernel's name, for people
  public static String prepare() throws InterruptedException {
    return Kernels.words().await().name();
  }

  /// Whether a block of these numbers can be coded.
  public static boolean supports(int data, int parity) {
    if (data < 1 || parity < 1 || data > MAX_SHARDS || parity > MAX_SHARDS) {
      return false;
    }
    int smaller = Math.min(data, parity);
    int rounded = smaller == 1 ? 1 : Integer.highestOneBit(smaller - 1) * 2;
    return rounded + Math.max(data, parity) <= MAX_SHARDS;
  }

  /// Computes the parity shards of a block. Allocates nothing, once blocks do not get larger.
  ///
  /// @param shards data shards in, parity shards out
  /// @param offset of the first data shard
  /// @param stride bytes from one shard to the next, at least `length`
  /// @param length of every shard: even, at least 2; a multiple of 128 is fastest
  /// @param data number of data shards, at least 1
  /// @param parity number of parity shards, at least 0
  /// @throws IllegalArgumentException the numbers are not supported, see [#supports]
  public void encode(byte[] shards, int offset, int stride, int length, int data, int parity) {
    if (parity == 0 && data > 0) {
      return;
    }
    check(shards, offset, stride, length, data, parity);
    encoder.encode(Kernels.words().best(), shards, offset, stride, length, data, parity);
  }

  /// Rebuilds the missing data shards of a block; missing parity shards are left as they are.
  ///
  /// @param present which of the shards, data first, arrived; at least data + parity long
  /// @return `false`: fewer than `data` shards are there, nothing was changed
  public boolean recover(
      byte[] shards, int offset, int stride, int length, int data, int parity, boolean[] present) {
    int there = 0;
    int missing = 0;
    for (int i = 0; i < data + parity; i++) {
      there += present[i] ? 1 : 0;
      missing += i < data && !present[i] ? 1 : 0;
    }
    if (missing == 0) {
      return true;
    }
    if (there < data) {
      return false;
    }
    check(shards, offset, stride, length, data, parity);
    decoder.recover(Kernels.words().best(), shards, offset, stride, length, data, parity, present);
    return true;
  }

  private static void check(
      byte[] shards, int offset, int stride, int length, int data, int parity) {
    if (!supports(data, parity)) {
      throw new IllegalArgumentException(
          data + " data and " + parity + " parity shards, at most about " + MAX_SHARDS);
    }
    if (length < 2 || length % 2 != 0 || stride < length) {
      throw new IllegalArgumentException("shards of " + length + " bytes every " + stride);
    }
    Objects.checkFromIndexSize(
        offset, (data + parity - 1L) * stride + length, (long) shards.length);
  }
}
