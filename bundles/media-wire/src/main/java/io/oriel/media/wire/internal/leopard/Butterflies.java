package io.oriel.media.wire.internal.leopard;

/// The inner loops of the transforms, over rows of elements. Stateless, any thread.
///
/// Rows are made of units of [#UNIT] bytes: the low bytes of 64 elements, then their high bytes. A
/// factor is given by a [Multipliers] table and the offset of its entry. Lengths are multiples of
/// [#UNIT]; rows named by one call do not overlap.
public interface Butterflies {
  /// Bytes of a unit.
  int UNIT = 128;

  /// Bytes of a unit's low or high half.
  int PLANE = UNIT / 2;

  /// Shown in logs.
  String name();

  /// `w[to] += w[from]`.
  void add(byte[] w, int to, int from, int length);

  /// `w[b] += w[a]; w[a] += factor * w[b]`.
  void inverse(byte[] w, int a, int b, int length, byte[] factors, int factor);

  /// `w[a] += factor * w[b]; w[b] += w[a]`.
  void forward(byte[] w, int a, int b, int length, byte[] factors, int factor);

  /// `w[at] = factor * w[at]`.
  void multiply(byte[] w, int at, int length, byte[] factors, int factor);

  /// Copies one unit of several shards, whose 64-byte chunks hold 32 low and 32 high bytes each,
  /// into rows.
  ///
  /// @param row bytes from one row to the next
  /// @param from of the first shard's chunk pair, 128 bytes
  /// @param stride bytes from one shard to the next
  void load(byte[] w, int to, int row, byte[] shards, int from, int stride, int count);

  /// Copies one unit of several rows back into shards; arguments as in [#load].
  void store(byte[] w, int from, int row, byte[] shards, int to, int stride, int count);
}
