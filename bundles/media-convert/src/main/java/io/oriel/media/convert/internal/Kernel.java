package io.oriel.media.convert.internal;

/// A way to convert. Addresses and strides were checked; a call handles `pairs` pairs of rows.
public interface Kernel {
  String name();

  void nv12(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long uv,
      int uvStride,
      int width,
      int pairs);

  /// Three planes of bytes, chroma for 2×2 pixels.
  void i420(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int pairs);

  /// Three planes of 16-bit words with 10 bits in them, chroma for 2×2 pixels.
  void i010(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int pairs);

  /// One row of one plane of bytes, a sample per pixel.
  ///
  /// @param k0 factor of the first channel
  /// @param k1 of the second, divided by 2^8
  /// @param k2 of the third, divided by 2^16
  void plane8(float k0, float k1, float k2, float bias, long rgb, long out, int width);

  /// The same with 16-bit words.
  void plane16(float k0, float k1, float k2, float bias, long rgb, long out, int width);
}
