package io.oriel.media.convert;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.media.convert.internal.Coefficients;
import io.oriel.media.convert.internal.Kernel;
import io.oriel.media.convert.internal.Kernels;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Converts 32-bit RGB pictures to YUV of 8 or 10 bits, with a chroma sample for 2×2 pixels or for
/// each one.
///
/// A chroma sample for four pixels is that of their mean; each result is the exact value of the
/// formulas of ITU-T H.273 §8.3 rounded to nearest. Immutable, any thread; a picture may be split
/// over threads by rows. Works on native memory, borrows it until the call returns, allocates
/// nothing.
public final class RgbToYuv {
  private final Coefficients coefficients;
  private final Kernel kernel;
  private final boolean deep;
  private final boolean full;

  private RgbToYuv(Coefficients coefficients, Kernel kernel, int bitDepth, Chroma chroma) {
    this.coefficients = coefficients;
    this.kernel = kernel;
    deep = bitDepth > 8;
    full = chroma == Chroma.YUV444;
  }

  /// A converter to 8 bits and a chroma sample for 2×2 pixels.
  ///
  /// The first call in a process compares the kernels on this CPU, which takes up to a second: make
  /// it on a control thread.
  ///
  /// @param fourcc one of the four 8888 codes of [Fourcc]; alpha is ignored
  /// @param color of the result; only matrix and range matter
  /// @throws IllegalArgumentException if it cannot convert so
  public static RgbToYuv of(int fourcc, ColorSpec color) {
    return of(fourcc, color, 8, Chroma.YUV420);
  }

  /// A converter to another depth or chroma; else as [#of(int, ColorSpec)].
  ///
  /// @param bitDepth 8 or 10; samples of 10 bits are the low bits of 16-bit little-endian words
  public static RgbToYuv of(int fourcc, ColorSpec color, int bitDepth, Chroma chroma) {
    var coefficients = Coefficients.of(fourcc, color, bitDepth, chroma);
    return new RgbToYuv(coefficients, Kernels.fastest(), bitDepth, chroma);
  }

  /// The same in plain Java, to compare with.
  public static RgbToYuv scalar(int fourcc, ColorSpec color, int bitDepth, Chroma chroma) {
    var coefficients = Coefficients.of(fourcc, color, bitDepth, chroma);
    return new RgbToYuv(coefficients, Kernels.scalar(), bitDepth, chroma);
  }

  /// Whether [#of] takes these pixels.
  public static boolean reads(int fourcc) {
    return fourcc == Fourcc.XRGB8888
        || fourcc == Fourcc.ARGB8888
        || fourcc == Fourcc.XBGR8888
        || fourcc == Fourcc.ABGR8888;
  }

  /// Whether [#of] makes this colour.
  public static boolean makes(ColorSpec color) {
    return color.matrix() != ColorSpec.Matrix.RGB;
  }

  /// Which kernel runs: `vector 256`, `vector 512` or `scalar`.
  public String kernel() {
    return kernel.name();
  }

  /// Converts rows of a picture to two planes, the second with Cb and Cr in turn.
  ///
  /// @param rgb the picture
  /// @param offset bytes before its first pixel
  /// @param stride bytes from row to row, at least `4 * width`
  /// @param width pixels, even, above 0
  /// @param from first row, even
  /// @param to row after the last, even
  /// @throws IndexOutOfBoundsException if a plane is too small for that
  /// @throws IllegalStateException if this converter is not one for 8 bits and 2×2 pixels
  public void toNv12(
      MemorySegment rgb,
      long offset,
      int stride,
      MemorySegment y,
      int yStride,
      MemorySegment uv,
      int uvStride,
      int width,
      int from,
      int to) {
    if (deep || full) {
      throw new IllegalStateException("NV12 has 8 bits and a chroma sample for 2x2 pixels");
    }
    check(rgb, offset, stride, 4L * width, width, from, to, 1);
    check(y, 0, yStride, width, width, from, to, 1);
    check(uv, 0, uvStride, width, width, from, to, 2);
    kernel.nv12(
        coefficients,
        rgb.address() + offset + (long) from * stride,
        stride,
        y.address() + (long) from * yStride,
        yStride,
        uv.address() + (long) (from / 2) * uvStride,
        uvStride,
        width,
        (to - from) / 2);
    Reference.reachabilityFence(rgb);
    Reference.reachabilityFence(y);
    Reference.reachabilityFence(uv);
  }

  /// Converts rows of a picture to three planes. Parameters as for [#toNv12]; strides are in bytes,
  /// and Cb and Cr share one.
  public void toPlanar(
      MemorySegment rgb,
      long offset,
      int stride,
      MemorySegment y,
      int yStride,
      MemorySegment u,
      MemorySegment v,
      int uvStride,
      int width,
      int from,
      int to) {
    int bytes = deep ? 2 : 1;
    int sub = full ? 1 : 2;
    check(rgb, offset, stride, 4L * width, width, from, to, 1);
    check(y, 0, yStride, (long) bytes * width, width, from, to, 1);
    check(u, 0, uvStride, (long) bytes * width / sub, width, from, to, sub);
    check(v, 0, uvStride, (long) bytes * width / sub, width, from, to, sub);
    long pixels = rgb.address() + offset + (long) from * stride;
    long luma = y.address() + (long) from * yStride;
    long cb = u.address() + (long) (from / sub) * uvStride;
    long cr = v.address() + (long) (from / sub) * uvStride;
    int rows = to - from;
    var c = coefficients;
    if (full && deep) {
      kernel.i410(c, pixels, stride, luma, yStride, cb, cr, uvStride, width, rows);
    } else if (full) {
      kernel.i444(c, pixels, stride, luma, yStride, cb, cr, uvStride, width, rows);
    } else if (deep) {
      kernel.i010(c, pixels, stride, luma, yStride, cb, cr, uvStride, width, rows / 2);
    } else {
      kernel.i420(c, pixels, stride, luma, yStride, cb, cr, uvStride, width, rows / 2);
    }
    Reference.reachabilityFence(rgb);
    Reference.reachabilityFence(y);
    Reference.reachabilityFence(u);
    Reference.reachabilityFence(v);
  }

  /// The kernels work on bare addresses: everything they may touch is checked here.
  private static void check(
      MemorySegment plane,
      long offset,
      int stride,
      long row,
      int width,
      int from,
      int to,
      int sub) {
    if (width <= 0 || (width & 1) != 0 || from < 0 || to < from || ((from | to) & 1) != 0) {
      throw new IllegalArgumentException(
          "width " + width + ", rows " + from + " to " + to + ": all must be even");
    }
    if (!plane.isNative() || !plane.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException("a plane is not native memory open to this thread");
    }
    if (stride < row) {
      throw new IndexOutOfBoundsException("stride " + stride + " is below a row of " + row);
    }
    long last = to / sub - 1L;
    if (to > from && (offset < 0 || offset + last * stride + row > plane.byteSize())) {
      throw new IndexOutOfBoundsException(
          "row " + (to - 1) + " is beyond a plane of " + plane.byteSize() + " bytes");
    }
  }
}
