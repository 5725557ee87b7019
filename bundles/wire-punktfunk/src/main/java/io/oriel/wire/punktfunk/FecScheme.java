package io.oriel.wire.punktfunk;

import io.oriel.media.wire.CauchyFec;
import io.oriel.media.wire.LeopardFec;
import java.util.Optional;

/// How parity shards are computed, under the number that Welcome and ServerHello carry (punktfunk
/// protocol notes §8.2).
public enum FecScheme {
  /// Cauchy matrix over GF(2^8), at most 255 shards in a block; never used by the native clients.
  GF8(0),

  /// Leopard over GF(2^16), thousands of shards in a block (§15).
  GF16(1);

  private final int wire;

  FecScheme(int wire) {
    this.wire = wire;
  }

  /// The number in messages and v1 headers.
  public int wire() {
    return wire;
  }

  /// The scheme of a number, empty for one that is not known.
  public static Optional<FecScheme> of(int wire) {
    return wire == 0 ? Optional.of(GF8) : wire == 1 ? Optional.of(GF16) : Optional.empty();
  }

  /// Whether a block of these numbers can be coded. Any thread.
  public boolean supports(int data, int parity) {
    if (data < 1 || parity < 0) {
      return false;
    }
    return this == GF8
        ? data + parity <= CauchyFec.MAX_SHARDS
        : parity == 0 ? data <= LeopardFec.MAX_SHARDS : LeopardFec.supports(data, parity);
  }

  /// A code with scratch space of its own, for one thread.
  public BlockCode newCode() {
    return this == GF8 ? new CauchyCode() : new LeopardCode();
  }

  private static final class CauchyCode implements BlockCode {
    @Override
    public void encode(byte[] shards, int offset, int stride, int length, int data, int parity) {
      CauchyFec.encode(shards, offset, stride, length, data, parity);
    }

    @Override
    public boolean recover(
        byte[] b, int offset, int stride, int length, int data, int parity, boolean[] present) {
      return CauchyFec.recover(b, offset, stride, length, data, parity, present);
    }
  }

  private static final class LeopardCode implements BlockCode {
    private final LeopardFec fec = new LeopardFec();

    @Override
    public void encode(byte[] shards, int offset, int stride, int length, int data, int parity) {
      fec.encode(shards, offset, stride, length, data, parity);
    }

    @Override
    public boolean recover(
        byte[] b, int offset, int stride, int length, int data, int parity, boolean[] present) {
      return fec.recover(b, offset, stride, length, data, parity, present);
    }
  }
}
