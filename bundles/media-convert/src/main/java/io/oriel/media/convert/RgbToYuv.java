package io.oriel.media.convert;

import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.media.convert.internal.Coefficients;
import io.oriel.media.convert.internal.Kernel;
import io.oriel.media.convert.internal.Kernels;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Converts 32-bit RGB pictures to 8-bit YUV with one chroma sample for 2×2 pixels.
///
/// A chroma sample is the mean of its four pixels; each result is the exact value of the formulas
/// of ITU-T H.273 §8.3 rounded to nearest. Immutable, any thread; a picture may be split over
/// threads by rows. Works on native memory, borrows it until the call returns, allocates nothing.
public final class RgbToYuv {
  private final Coefficients coefficients;
  private final Kernel kernel;

  private RgbToYuv(Coefficients coefficients, Kernel kernel) {
    this.coefficients = coefficients;
    this.kernel = kernel;
  }

  /// A converter.
  ///
  /// The first call in a process compares the kernels on this CPU, which takes up to a second: make
  /// it on a control thread.
  ///
  /// @param fourcc one of the four 8888 codes of [Fourcc]; alpha is ignored
  /// @param color of the result; only matrix (BT.709 or BT.601) and range matter
  /// @throws IllegalArgumentException if it cannot convert so
  public static RgbToYuv of(int fourcc, ColorSpec color) {
    return new RgbToYuv(Coefficients.of(fourcc, color), Kernels.fastest());
  }

  /// The same in plain Java, to compare with.
  public static RgbToYuv scalar(int fourcc, ColorSpec color) {
    return new RgbToYuv(Coefficients.of(fourcc, color), Kernels.scalar());
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
    return color.matrix() == ColorSpec.Matrix.BT709 || color.matrix() == ColorSpec.Matrix.BT601;
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

  /// Converts rows of a picture to three planes. Parameters as for [#toNv12]; Cb and Cr share one
  /// stride.
  public void toI420(
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
    check(rgb, offset, stride, 4L * width, width, from, to, 1);
    check(y, 0, yStride, width, width, from, to, 1);
    check(u, 0, uvStride, width / 2, width, from, to, 2);
    check(v, 0, uvStride, width / 2, width, from, to, 2);
    kernel.i420(
        coefficients,
        rgb.address() + offset + (long) from * stride,
        stride,
        y.address() + (long) from * yStride,
        yStride,
        u.address() + (long) (from / 2) * uvStride,
        v.address() + (long) (from / 2) * uvStride,
        uvStride,
        width,
        (to - from) / 2);
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
