package io.oriel.media.convert.internal;

import static io.oriel.media.convert.internal.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/// The reference: one pixel after the other, the same operations in the same order as the vector
/// kernel, so that both give the same bits.
final class ScalarKernel implements Kernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void nv12(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long uv,
      int uvStride,
      int width,
      int pairs) {
    for (int row = 0; row < pairs; row++) {
      pair(c, rgb + 2L * row * stride, stride, y + 2L * row * yStride, yStride, width);
      long out = uv + (long) row * uvStride;
      chroma(c, rgb + 2L * row * stride, stride, out, out + 1, 2, width);
    }
  }

  @Override
  public void i420(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int pairs) {
    for (int row = 0; row < pairs; row++) {
      pair(c, rgb + 2L * row * stride, stride, y + 2L * row * yStride, yStride, width);
      long at = (long) row * uvStride;
      chroma(c, rgb + 2L * row * stride, stride, u + at, v + at, 1, width);
    }
  }

  @Override
  public void i010(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int pairs) {
    for (int row = 0; row < pairs; row++) {
      long from = rgb + 2L * row * stride;
      long luma = y + 2L * row * yStride;
      row16(c.y0(), c.y1(), c.y2(), c.yBias(), from, luma, width);
      row16(c.y0(), c.y1(), c.y2(), c.yBias(), from + stride, luma + yStride, width);
      long at = (long) row * uvStride;
      deepChroma(c.u0(), c.u1(), c.u2(), c.uvBias(), from, stride, u + at, width);
      deepChroma(c.v0(), c.v1(), c.v2(), c.uvBias(), from, stride, v + at, width);
    }
  }

  private static void pair(Coefficients c, long rgb, int stride, long y, int yStride, int width) {
    row8(c.y0(), c.y1(), c.y2(), c.yBias(), rgb, y, width);
    row8(c.y0(), c.y1(), c.y2(), c.yBias(), rgb + stride, y + yStride, width);
  }

  @Override
  public void i444(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int rows) {
    for (int row = 0; row < rows; row++) {
      long from = rgb + (long) row * stride;
      long luma = y + (long) row * yStride;
      long chroma = (long) row * uvStride;
      row8(c.y0(), c.y1(), c.y2(), c.yBias(), from, luma, width);
      row8(c.u0(), c.u1(), c.u2(), c.uvBias(), from, u + chroma, width);
      row8(c.v0(), c.v1(), c.v2(), c.uvBias(), from, v + chroma, width);
    }
  }

  @Override
  public void i410(
      Coefficients c,
      long rgb,
      int stride,
      long y,
      int yStride,
      long u,
      long v,
      int uvStride,
      int width,
      int rows) {
    for (int row = 0; row < rows; row++) {
      long from = rgb + (long) row * stride;
      long luma = y + (long) row * yStride;
      long chroma = (long) row * uvStride;
      row16(c.y0(), c.y1(), c.y2(), c.yBias(), from, luma, width);
      row16(c.u0(), c.u1(), c.u2(), c.uvBias(), from, u + chroma, width);
      row16(c.v0(), c.v1(), c.v2(), c.uvBias(), from, v + chroma, width);
    }
  }

  private static void row8(
      float k0, float k1, float k2, float bias, long rgb, long out, int width) {
    for (int x = 0; x < width; x++) {
      ALL.set(JAVA_BYTE, out + x, (byte) sample(k0, k1, k2, bias, rgb + 4L * x));
    }
  }

  private static void row16(
      float k0, float k1, float k2, float bias, long rgb, long out, int width) {
    for (int x = 0; x < width; x++) {
      ALL.set(Memory.WORD, out + 2L * x, (short) sample(k0, k1, k2, bias, rgb + 4L * x));
    }
  }

  private static int sample(float k0, float k1, float k2, float bias, long pixel) {
    int p = ALL.get(Memory.PIXEL, pixel);
    return rounded(
        Math.fma(
            (float) (p & 0xff0000),
            k2,
            Math.fma((float) (p & 0xff00), k1, Math.fma((float) (p & 0xff), k0, bias))));
  }

  private static void deepChroma(
      float k0, float k1, float k2, float bias, long rgb, int stride, long out, int width) {
    for (int x = 0; x < width / 2; x++) {
      long at = rgb + 8L * x;
      int p = ALL.get(Memory.PIXEL, at);
      int q = ALL.get(Memory.PIXEL, at + 4);
      int r = ALL.get(Memory.PIXEL, at + stride);
      int s = ALL.get(Memory.PIXEL, at + stride + 4);
      float c0 = (p & 0xff) + (q & 0xff) + (r & 0xff) + (s & 0xff);
      float c1 = (p & 0xff00) + (q & 0xff00) + (r & 0xff00) + (s & 0xff00);
      float c2 = (p >> 16 & 0xff) + (q >> 16 & 0xff) + (r >> 16 & 0xff) + (s >> 16 & 0xff);
      float value = Math.fma(c2, k2, Math.fma(c1, k1, Math.fma(c0, k0, bias)));
      ALL.set(Memory.WORD, out + 2L * x, (short) rounded(value));
    }
  }

  private static void chroma(
      Coefficients c, long rgb, int stride, long u, long v, int step, int width) {
    for (int x = 0; x < width / 2; x++) {
      long at = rgb + 8L * x;
      int p = ALL.get(Memory.PIXEL, at);
      int q = ALL.get(Memory.PIXEL, at + 4);
      int r = ALL.get(Memory.PIXEL, at + stride);
      int s = ALL.get(Memory.PIXEL, at + stride + 4);
      float c0 = (p & 0xff) + (q & 0xff) + (r & 0xff) + (s & 0xff);
      float c1 = (p & 0xff00) + (q & 0xff00) + (r & 0xff00) + (s & 0xff00);
      float c2 = (p >> 16 & 0xff) + (q >> 16 & 0xff) + (r >> 16 & 0xff) + (s >> 16 & 0xff);
      float cb = Math.fma(c2, c.u2(), Math.fma(c1, c.u1(), Math.fma(c0, c.u0(), c.uvBias())));
      float cr = Math.fma(c2, c.v2(), Math.fma(c1, c.v1(), Math.fma(c0, c.v0(), c.uvBias())));
      ALL.set(JAVA_BYTE, u + (long) step * x, (byte) rounded(cb));
      ALL.set(JAVA_BYTE, v + (long) step * x, (byte) rounded(cr));
    }
  }

  /// In the low 16 bits.
  private static int rounded(float value) {
    return Float.floatToRawIntBits(value + Coefficients.ROUND);
  }
}
