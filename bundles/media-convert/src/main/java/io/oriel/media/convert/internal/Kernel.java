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

  /// Three planes of bytes, a chroma sample per pixel.
  void i444(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int rows);

  /// Three planes of 16-bit words with 10 bits in them, a chroma sample per pixel.
  void i410(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int rows);
}
