package io.oriel.wire.punktfunk;

/// Why a datagram was thrown away. None of this is ever an exception.
public enum Rejection {
  /// Shorter than its headers.
  TRUNCATED,

  /// Larger than the largest datagram agreed on.
  OVERSIZED,

  /// Its tag is wrong: forged, damaged, or of another session.
  FORGED,

  /// No media packet: magic, reserved bits or stream number are unknown.
  NOT_MEDIA,

  /// A sequence number so far ahead that it would skip a key, or a frame number so far ahead that
  /// all frames to come would look old.
  TOO_FAR,

  /// A shard size outside what was agreed, or one that is not the datagram's.
  SHARD_SIZE,

  /// Counts that no sender may use: shards, blocks, indices, padding.
  GEOMETRY,

  /// Its frame would be larger than agreed.
  TOO_LARGE,

  /// Contradicts an earlier packet of its frame.
  CONFLICT,

  /// The memory agreed on for incomplete frames is in use.
  NO_MEMORY
}
