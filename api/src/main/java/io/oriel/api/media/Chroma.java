package io.oriel.api.media;

/// Chroma subsampling of an encoded picture.
public enum Chroma {
  /// One chroma sample for 2×2 pixels.
  YUV420,
  /// One chroma sample per pixel.
  YUV444
}
