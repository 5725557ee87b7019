package io.oriel.wire.punktfunk;

import java.util.Objects;

/// What both ends agreed on about a video stream (Welcome and ServerHello, punktfunk protocol notes
/// §8.2 and 9.2). Every bound of the receiving side follows from it.
///
/// @param generation layout of the datagrams
/// @param shardBytes of a frame that a datagram carries: even, at least 512
/// @param maxShardBytes to which the shard size may grow during the session (§20), at least
///     `shardBytes`
/// @param fec how parity is computed
/// @param fecPercent parity shards per hundred data shards at first, 0 … 90
/// @param maxDataPerBlock data shards of a block, at most: 1 … 32 768, in practice 4096; with
///     [FecScheme#GF8] so few that data and parity are at most 255 shards
/// @param maxFrameBytes largest access unit, 64 KiB … 64 MiB; see [#maxFrameBytes(long, int)]
/// @param clockOriginNanos Unix time that media time 0 stands for; 0 in v1, which needs none
public record StreamParameters(
    Generation generation,
    int shardBytes,
    int maxShardBytes,
    FecScheme fec,
    int fecPercent,
    int maxDataPerBlock,
    int maxFrameBytes,
    long clockOriginNanos) {

  /// Parity shards per hundred data shards, at most (§15.8).
  public static final int MAX_PERCENT = 90;

  /// Access unit cap, at least what a client allows (§16.2).
  public static final int CLIENT_MIN_FRAME_BYTES = 8 << 20;

  /// Access unit cap, at most (§16.2).
  public static final int MAX_FRAME_BYTES = 64 << 20;

  /// Data shards of a block that is not the last of its frame, at least, in frames sent while they
  /// are encoded (§16.3); fewer where blocks are smaller.
  public static final int MIN_STREAMED_SHARDS = 16;

  private static final int MIN_FRAME_BYTES = 64 << 10;
  private static final int MAX_DATA = 32_768; // that much with 90 % is what GF(2^16) can hold
  private static final int MAX_BLOCK_NUMBERS = 65_535;

  public StreamParameters {
    Objects.requireNonNull(generation, "generation");
    Objects.requireNonNull(fec, "fec");
    checkShard(shardBytes, generation.maxShardBytes());
    checkShard(maxShardBytes, generation.maxShardBytes());
    require(
        shardBytes <= maxShardBytes,
        "shards of " + shardBytes + " bytes, but at most " + maxShardBytes + " are agreed");
    checkPercent(fecPercent);
    require(
        maxDataPerBlock >= 1 && maxDataPerBlock <= MAX_DATA,
        maxDataPerBlock + " data shards in a block, not 1 … " + MAX_DATA);
    int parity = parity(maxDataPerBlock, fecPercent);
    require(
        fec.supports(maxDataPerBlock, parity),
        fec + " has no blocks of " + maxDataPerBlock + " data and " + parity + " parity shards");
    require(
        maxFrameBytes >= MIN_FRAME_BYTES && maxFrameBytes <= MAX_FRAME_BYTES,
        "frames of " + maxFrameBytes + " bytes, not 64 KiB … 64 MiB");
    require(
        divideUp(divideUp(maxFrameBytes, Generation.MIN_SHARD_BYTES), maxDataPerBlock)
            <= MAX_BLOCK_NUMBERS,
        maxDataPerBlock + " data shards in a block are too few for " + maxFrameBytes + " bytes");
    require(clockOriginNanos >= 0, "clock origin " + clockOriginNanos + " is negative");
  }

  /// The usual stream: GF(2^16), blocks of 4096, 10 % parity, a fixed shard size.
  public static StreamParameters of(Generation generation, int shardBytes, int maxFrameBytes) {
    return new StreamParameters(
        generation, shardBytes, shardBytes, FecScheme.GF16, 10, 4096, maxFrameBytes, 0);
  }

  /// The same with another share of parity.
  public StreamParameters withPercent(int percent) {
    return new StreamParameters(
        generation,
        shardBytes,
        maxShardBytes,
        fec,
        percent,
        maxDataPerBlock,
        maxFrameBytes,
        clockOriginNanos);
  }

  /// The same with another code and its block size.
  public StreamParameters withFec(FecScheme scheme, int dataPerBlock) {
    return new StreamParameters(
        generation,
        shardBytes,
        maxShardBytes,
        scheme,
        fecPercent,
        dataPerBlock,
        maxFrameBytes,
        clockOriginNanos);
  }

  /// The largest access unit of a stream: `clamp(4 · bitrate · 125 / refresh, 8 MiB, 64 MiB)`
  /// (§16.2).
  ///
  /// @param kilobitsPerSecond as negotiated
  /// @param refreshHz as negotiated, at least 1
  public static int maxFrameBytes(long kilobitsPerSecond, int refreshHz) {
    require(refreshHz >= 1 && kilobitsPerSecond >= 0, kilobitsPerSecond + " kbit/s, " + refreshHz);
    long bytes = Math.min(kilobitsPerSecond, 1L << 40) * 500 / refreshHz;
    return Math.clamp(bytes, CLIENT_MIN_FRAME_BYTES, MAX_FRAME_BYTES);
  }

  /// The shard size that fills a path's packets, without options in their headers: MTU less IP, UDP
  /// and the overhead of v1, which both generations use (§13, 14).
  ///
  /// @param mtu of the path, in bytes
  /// @param ipv6 the address family of the path
  public static int shardBytes(int mtu, boolean ipv6) {
    return mtu - (ipv6 ? 40 : 20) - 8 - Generation.V1.overheadBytes();
  }

  /// Parity shards of a block: `max(ceil(k · percent / 100), 2)`, none at 0 % (§15.8).
  public static int parity(int data, int percent) {
    return percent == 0 ? 0 : Math.max((data * percent + 99) / 100, 2);
  }

  /// Shards of a block that a sender may reach with a raised share of parity (§15.8), within what
  /// the code can do.
  public int maxSentBlockShards() {
    return maxDataPerBlock + Math.max((maxDataPerBlock * fecPercent + 99) / 100, 2);
  }

  /// Shards of a block, at most, that a receiver accepts: `K + ceil(0.9 · K)`, and never less than
  /// a sender may send (§16.2).
  public int maxBlockShards() {
    return maxDataPerBlock + Math.max((maxDataPerBlock * MAX_PERCENT + 99) / 100, 2);
  }

  /// Data shards of a frame, at most.
  public int maxShards(int shard) {
    return divideUp(maxFrameBytes, shard);
  }

  /// Blocks of a frame, at most: those of one sent while it is encoded are the smallest.
  public int maxBlocks(int shard) {
    int least = Math.min(MIN_STREAMED_SHARDS, maxDataPerBlock);
    return Math.min(divideUp(maxShards(shard), least), MAX_BLOCK_NUMBERS);
  }

  /// Memory for incomplete frames, at most: four access units (§16.2).
  public long maxInFlightBytes() {
    return 4L * maxFrameBytes;
  }

  static void checkPercent(int percent) {
    require(percent >= 0 && percent <= MAX_PERCENT, percent + " % parity, not 0 … 90");
  }

  static void checkShard(int bytes, int most) {
    require(
        bytes >= Generation.MIN_SHARD_BYTES && bytes <= most && bytes % 2 == 0,
        "shards of " + bytes + " bytes, not an even number in 512 … " + most);
  }

  static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
