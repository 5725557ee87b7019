package io.oriel.media.wire.internal.fec;

import io.oriel.media.wire.internal.leopard.Butterflies;
import io.oriel.media.wire.internal.leopard.LeopardDecoder;
import io.oriel.media.wire.internal.leopard.LeopardEncoder;
import java.util.Arrays;

/// The parity of a small block, and its first shards from the others and the parity;
/// through the codes themselves, for the reason in [Trial].
final class ButterflyRound implements Trial.Round<Butterflies> {
  private static final int SHARD = 1024;
  private static final int DATA = 16;
  private static final int PARITY = 4;

  private final byte[] shards = new byte[(DATA + PARITY) * SHARD];
  private final LeopardEncoder encoder = new LeopardEncoder();
  private final LeopardDecoder decoder = new LeopardDecoder();
  private final boolean[] present = new boolean[DATA + PARITY];

  ButterflyRound() {
    Arrays.fill(present, PARITY, DATA + PARITY, true);
  }

  @Override
  public void run(Butterflies butterflies) {
    encoder.encode(butterflies, shards, 0, SHARD, SHARD, DATA, PARITY);
    decoder.recover(butterflies, shards, 0, SHARD, SHARD, DATA, PARITY, present);
  }

  @Override
  public int bytes() {
    return 2 * DATA * SHARD;
  }
}
