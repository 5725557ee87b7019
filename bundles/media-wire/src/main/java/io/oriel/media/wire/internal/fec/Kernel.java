package io.oriel.media.wire.internal.fec;

/// The inner loop of the codes: adds multiples of one shard to other shards. Stateless, any thread.
public interface Kernel {
  /// Shown in logs.
  String name();

  /// `d[to+n] += c * d[from+n]` for n = 0 … length-1.
  void add(byte[] d, int to, int from, int length, int c);

  /// [#add] for four target shards that lie `stride` bytes apart: the source is read once.
  void add4(byte[] d, int to, int stride, int from, int length, int c0, int c1, int c2, int c3);
}
