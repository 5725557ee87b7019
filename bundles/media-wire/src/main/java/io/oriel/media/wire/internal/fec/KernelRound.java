package io.oriel.media.wire.internal.fec;

import java.util.Arrays;

/// The parity of a small block, and its first shards from the others and the parity.
///
/// Runs the codes themselves, not the kernel's methods: [Trial] says why.
final class KernelRound implements Trial.Round<Kernel> {
  private static final int SHARD = 1408; // a usual datagram, see GameStream protocol notes §3.2
  private static final int DATA = 8;
  private static final int PARITY = 4;
  private static final int LOST = 2;

  private final byte[] shards = new byte[(DATA + PARITY) * SHARD];
  private final boolean[] present = new boolean[DATA + PARITY];
  private final LinearCode code =
      new LinearCode((parity, row, column) -> GaloisField.inverse((parity + column) ^ row));

  KernelRound() {
    Arrays.fill(present, LOST, DATA + PARITY, true);
  }

  @Override
  public void run(Kernel kernel) {
    code.encode(kernel, shards, 0, SHARD, SHARD, DATA, PARITY);
    code.recover(kernel, shards, 0, SHARD, SHARD, DATA, PARITY, present);
  }

  @Override
  public int bytes() {
    return (PARITY + LOST) * DATA * SHARD; // multiplied and added
  }
}
