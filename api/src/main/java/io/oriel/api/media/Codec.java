package io.oriel.api.media;

/// A video codec.
public enum Codec {
  /// ITU-T H.264, Annex B byte stream.
  H264,
  /// ITU-T H.265, Annex B byte stream.
  HEVC,
  /// AV1, one temporal unit per frame in low-overhead OBU format.
  AV1
}
