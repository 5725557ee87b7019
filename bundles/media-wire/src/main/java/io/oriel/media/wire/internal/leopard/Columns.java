package io.oriel.media.wire.internal.leopard;

import java.util.Arrays;

/// Shards in an array, seen as columns of units: unit 0 is the first 128 bytes of every shard. The
/// last 64-byte chunk of a shard may be short: half of it low bytes, half high bytes (punktfunk
/// protocol notes §15.3); what is missing is zero.
///
/// One thread; set with [#of], then used for one block.
final class Columns {
  private static final int CHUNK = 64;

  private Butterflies butterflies;
  private byte[] shards;
  private int offset;
  private int stride;
  private int length;

  void of(Butterflies with, byte[] array, int firstShard, int bytesApart, int shardLength) {
    butterflies = with;
    shards = array;
    offset = firstShard;
    stride = bytesApart;
    length = shardLength;
  }

  /// Units of a shard.
  int units() {
    return (length + Butterflies.UNIT - 1) / Butterflies.UNIT;
  }

  /// Copies some units of some shards into rows.
  void load(byte[] w, int to, int row, int unit, int units, int shard, int count) {
    for (int u = 0; u < units; u++) {
      int at = (unit + u) * Butterflies.UNIT;
      int from = offset + shard * stride + at;
      int column = to + u * Butterflies.UNIT;
      if (at + Butterflies.UNIT <= length) {
        butterflies.load(w, column, row, shards, from, stride, count);
      } else {
        for (int i = 0; i < count; i++) {
          loadShort(w, column + i * row, from + i * stride, length - at);
        }
      }
    }
  }

  private void loadShort(byte[] w, int to, int from, int left) {
    Arrays.fill(w, to, to + Butterflies.UNIT, (byte) 0);
    for (int chunk = 0; chunk * CHUNK < left; chunk++) {
      int half = Math.min(CHUNK, left - chunk * CHUNK) / 2;
      int low = to + chunk * CHUNK / 2;
      int at = from + chunk * CHUNK;
      System.arraycopy(shards, at, w, low, half);
      System.arraycopy(shards, at + half, w, low + Butterflies.PLANE, half);
    }
  }

  /// Copies some units of some rows into shards.
  void store(byte[] w, int from, int row, int unit, int units, int shard, int count) {
    for (int u = 0; u < units; u++) {
      int at = (unit + u) * Butterflies.UNIT;
      int to = offset + shard * stride + at;
      int column = from + u * Butterflies.UNIT;
      if (at + Butterflies.UNIT <= length) {
        butterflies.store(w, column, row, shards, to, stride, count);
      } else {
        for (int i = 0; i < count; i++) {
          storeShort(w, column + i * row, to + i * stride, length - at);
        }
      }
    }
  }

  private void storeShort(byte[] w, int from, int to, int left) {
    for (int chunk = 0; chunk * CHUNK < left; chunk++) {
      int half = Math.min(CHUNK, left - chunk * CHUNK) / 2;
      int low = from + chunk * CHUNK / 2;
      int at = to + chunk * CHUNK;
      System.arraycopy(w, low, shards, at, half);
      System.arraycopy(w, low + Butterflies.PLANE, shards, at + half, half);
    }
  }
}
