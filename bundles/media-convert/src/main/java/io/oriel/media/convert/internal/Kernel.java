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
}
