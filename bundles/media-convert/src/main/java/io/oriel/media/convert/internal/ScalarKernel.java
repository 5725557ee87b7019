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

  private static void pair(Coefficients c, long rgb, int stride, long y, int yStride, int width) {
    luma(c, rgb, y, width);
    luma(c, rgb + stride, y + yStride, width);
  }

  private static void luma(Coefficients c, long rgb, long y, int width) {
    float y0 = c.y0();
    float y1 = c.y1();
    float y2 = c.y2();
    float bias = c.yBias();
    for (int x = 0; x < width; x++) {
      int p = ALL.get(Memory.PIXEL, rgb + 4L * x);
      float value =
          Math.fma(
              (float) (p & 0xff0000),
              y2,
              Math.fma((float) (p & 0xff00), y1, Math.fma((float) (p & 0xff), y0, bias)));
      ALL.set(JAVA_BYTE, y + x, rounded(value));
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
      ALL.set(JAVA_BYTE, u + (long) step * x, rounded(cb));
      ALL.set(JAVA_BYTE, v + (long) step * x, rounded(cr));
    }
  }

  private static byte rounded(float value) {
    return (byte) Float.floatToRawIntBits(value + Coefficients.ROUND);
  }
}
