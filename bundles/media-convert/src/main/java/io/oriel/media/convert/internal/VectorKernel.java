package io.oriel.media.convert.internal;

import static io.oriel.media.convert.internal.Memory.ALL;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The kernel on `jdk.incubator.vector`.
///
/// Loaded as one hidden class per vector width, with the width as class data: the compiler needs
/// the species as a constant, and this way one source serves all widths. The loops are small
/// because the compiler stops inlining, and then puts every vector on the heap, when a method grows
/// large. The last step of a row overlaps the one before instead of leaving a tail.
final class VectorKernel implements Kernel {
  private static final VectorShape SHAPE = shape();
  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
  private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 4));
  private static final VectorSpecies<Short> WORDS = VectorSpecies.of(short.class, SHAPE);
  private static final VectorSpecies<Byte> HALVES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));
  private static final VectorSpecies<Short> CHROMA =
      VectorSpecies.of(short.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 4));
  private static final VectorSpecies<Short> HALF_WORDS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));
  private static final VectorSpecies<Integer> HALF_INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));
  private static final int LANES = INTS.length();

  private static final IntVector CHANNEL_0 = IntVector.broadcast(INTS, 0xff);
  private static final IntVector CHANNEL_1 = IntVector.broadcast(INTS, 0xff00);
  private static final IntVector CHANNEL_2 = IntVector.broadcast(INTS, 0xff0000);
  private static final IntVector CHANNELS_0_2 = IntVector.broadcast(INTS, 0xff00ff);
  private static final IntVector LOW_HALF = IntVector.broadcast(INTS, 0xffff);
  private static final FloatVector ROUND = FloatVector.broadcast(FLOATS, Coefficients.ROUND);

  /// Pixels of the widest row.
  private static final int WIDEST = 16384;

  /// The widest row of Cb and Cr in turn, as words at most, for [#i420] and [#i010].
  private static final ThreadLocal<MemorySegment> ROW =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(2 * WIDEST, 64));

  private final Kernel narrow;

  /// @param narrow for pictures too narrow for one step
  VectorKernel(Kernel narrow) {
    this.narrow = narrow;
  }

  private static VectorShape shape() {
    try {
      return MethodHandles.classData(MethodHandles.lookup(), "_", VectorShape.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "vector " + SHAPE.vectorBitSize();
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
    if (width < 4 * LANES || width > WIDEST) {
      narrow.nv12(c, rgb, stride, y, yStride, uv, uvStride, width, pairs);
      return;
    }
    for (int row = 0; row < pairs; row++) {
      long from = rgb + 2L * row * stride;
      lumaPair(c, from, stride, y + 2L * row * yStride, yStride, width);
      interleaved(c, from, stride, uv + (long) row * uvStride, width);
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
    if (width < 4 * LANES || width > WIDEST) {
      narrow.i420(c, rgb, stride, y, yStride, u, v, uvStride, width, pairs);
      return;
    }
    MemorySegment row = ROW.get();
    long scratch = row.address();
    for (int i = 0; i < pairs; i++) {
      long from = rgb + 2L * i * stride;
      long chroma = (long) i * uvStride;
      lumaPair(c, from, stride, y + 2L * i * yStride, yStride, width);
      interleaved(c, from, stride, scratch, width);
      split(scratch, u + chroma, v + chroma, width);
    }
    Reference.reachabilityFence(row);
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
    if (width < 4 * LANES || width > WIDEST) {
      narrow.i010(c, rgb, stride, y, yStride, u, v, uvStride, width, pairs);
      return;
    }
    MemorySegment row = ROW.get();
    long scratch = row.address();
    for (int i = 0; i < pairs; i++) {
      long from = rgb + 2L * i * stride;
      long luma = y + 2L * i * yStride;
      long chroma = (long) i * uvStride;
      words(c.y0(), c.y1(), c.y2(), c.yBias(), from, luma, width);
      words(c.y0(), c.y1(), c.y2(), c.yBias(), from + stride, luma + yStride, width);
      interleavedWords(c, from, stride, scratch, width);
      splitWords(scratch, u + chroma, v + chroma, width);
    }
    Reference.reachabilityFence(row);
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
    if (width < LANES) {
      narrow.i444(c, rgb, stride, y, yStride, u, v, uvStride, width, rows);
      return;
    }
    // one call, not three: with each inlined the compiler gives up on vectors in registers
    for (int plane = 0; plane < 3; plane++) {
      float k0 = plane == 0 ? c.y0() : plane == 1 ? c.u0() : c.v0();
      float k1 = plane == 0 ? c.y1() : plane == 1 ? c.u1() : c.v1();
      float k2 = plane == 0 ? c.y2() : plane == 1 ? c.u2() : c.v2();
      float bias = plane == 0 ? c.yBias() : c.uvBias();
      long to = plane == 0 ? y : plane == 1 ? u : v;
      int step = plane == 0 ? yStride : uvStride;
      for (int row = 0; row < rows; row++) {
        luma(k0, k1, k2, bias, rgb + (long) row * stride, to + (long) row * step, width);
      }
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
    if (width < LANES) {
      narrow.i410(c, rgb, stride, y, yStride, u, v, uvStride, width, rows);
      return;
    }
    // one call, not three: with each inlined the compiler gives up on vectors in registers
    for (int plane = 0; plane < 3; plane++) {
      float k0 = plane == 0 ? c.y0() : plane == 1 ? c.u0() : c.v0();
      float k1 = plane == 0 ? c.y1() : plane == 1 ? c.u1() : c.v1();
      float k2 = plane == 0 ? c.y2() : plane == 1 ? c.u2() : c.v2();
      float bias = plane == 0 ? c.yBias() : c.uvBias();
      long to = plane == 0 ? y : plane == 1 ? u : v;
      int step = plane == 0 ? yStride : uvStride;
      for (int row = 0; row < rows; row++) {
        words(k0, k1, k2, bias, rgb + (long) row * stride, to + (long) row * step, width);
      }
    }
  }

  private static void lumaPair(
      Coefficients c, long rgb, int stride, long y, int yStride, int width) {
    luma(c.y0(), c.y1(), c.y2(), c.yBias(), rgb, y, width);
    luma(c.y0(), c.y1(), c.y2(), c.yBias(), rgb + stride, y + yStride, width);
  }

  private static void luma(float y0, float y1, float y2, float bias, long rgb, long y, int width) {
    FloatVector k0 = FloatVector.broadcast(FLOATS, y0);
    FloatVector k1 = FloatVector.broadcast(FLOATS, y1);
    FloatVector k2 = FloatVector.broadcast(FLOATS, y2);
    FloatVector k = FloatVector.broadcast(FLOATS, bias);
    int last = width - LANES;
    for (int i = 0; i < width; i += LANES) {
      int x = Math.min(i, last);
      IntVector p = IntVector.fromMemorySegment(INTS, ALL, rgb + 4L * x, LITTLE_ENDIAN);
      FloatVector sum = floats(p.and(CHANNEL_0)).fma(k0, k);
      sum = floats(p.and(CHANNEL_1)).fma(k1, sum);
      sum = floats(p.and(CHANNEL_2)).fma(k2, sum).add(ROUND);
      ByteVector out = (ByteVector) sum.reinterpretAsInts().castShape(BYTES, 0);
      out.intoMemorySegment(ALL, y + x, LITTLE_ENDIAN);
    }
  }

  private static void words(
      float f0, float f1, float f2, float bias, long rgb, long out, int width) {
    FloatVector k0 = FloatVector.broadcast(FLOATS, f0);
    FloatVector k1 = FloatVector.broadcast(FLOATS, f1);
    FloatVector k2 = FloatVector.broadcast(FLOATS, f2);
    FloatVector k = FloatVector.broadcast(FLOATS, bias);
    int last = width - LANES;
    for (int i = 0; i < width; i += LANES) {
      int x = Math.min(i, last);
      IntVector p = IntVector.fromMemorySegment(INTS, ALL, rgb + 4L * x, LITTLE_ENDIAN);
      FloatVector sum = floats(p.and(CHANNEL_0)).fma(k0, k);
      sum = floats(p.and(CHANNEL_1)).fma(k1, sum);
      sum = floats(p.and(CHANNEL_2)).fma(k2, sum).add(ROUND);
      ShortVector words = (ShortVector) sum.reinterpretAsInts().castShape(HALF_WORDS, 0);
      words.intoMemorySegment(ALL, out + 2L * x, LITTLE_ENDIAN);
    }
  }

  private static void interleaved(Coefficients c, long rgb, int stride, long uv, int width) {
    FloatVector u0 = FloatVector.broadcast(FLOATS, c.u0());
    FloatVector u1 = FloatVector.broadcast(FLOATS, c.u1());
    FloatVector u2 = FloatVector.broadcast(FLOATS, c.u2());
    FloatVector v0 = FloatVector.broadcast(FLOATS, c.v0());
    FloatVector v1 = FloatVector.broadcast(FLOATS, c.v1());
    FloatVector v2 = FloatVector.broadcast(FLOATS, c.v2());
    FloatVector k = FloatVector.broadcast(FLOATS, c.uvBias());
    int last = width - LANES;
    for (int i = 0; i < width; i += LANES) {
      int x = Math.min(i, last);
      long at = rgb + 4L * x;
      IntVector p = IntVector.fromMemorySegment(INTS, ALL, at, LITTLE_ENDIAN);
      IntVector q = IntVector.fromMemorySegment(INTS, ALL, at + stride, LITTLE_ENDIAN);
      IntVector c02 = columns(p.and(CHANNELS_0_2).add(q.and(CHANNELS_0_2)));
      FloatVector c1 = floats(columns(p.and(CHANNEL_1).add(q.and(CHANNEL_1))));
      FloatVector c0 = floats(c02.and(LOW_HALF));
      FloatVector c2 = floats(c02.lanewise(VectorOperators.LSHR, 16));
      IntVector cb =
          c2.fma(u2, c1.fma(u1, c0.fma(u0, k))).add(ROUND).reinterpretAsInts().and(CHANNEL_0);
      IntVector cr = c2.fma(v2, c1.fma(v1, c0.fma(v0, k))).add(ROUND).reinterpretAsInts();
      LongVector both = cb.or(cr.lanewise(VectorOperators.LSHL, 8)).reinterpretAsLongs();
      ((ShortVector) both.castShape(CHROMA, 0)).intoMemorySegment(ALL, uv + x, LITTLE_ENDIAN);
    }
  }

  private static void split(long uv, long u, long v, int width) {
    int last = width / 2 - 2 * LANES;
    for (int i = 0; i < width / 2; i += 2 * LANES) {
      int x = Math.min(i, last);
      ShortVector both = ShortVector.fromMemorySegment(WORDS, ALL, uv + 2L * x, LITTLE_ENDIAN);
      ((ByteVector) both.castShape(HALVES, 0)).intoMemorySegment(ALL, u + x, LITTLE_ENDIAN);
      ((ByteVector) both.lanewise(VectorOperators.LSHR, 8).castShape(HALVES, 0))
          .intoMemorySegment(ALL, v + x, LITTLE_ENDIAN);
    }
  }

  /// As [#interleaved], with words.
  private static void interleavedWords(Coefficients c, long rgb, int stride, long uv, int width) {
    FloatVector u0 = FloatVector.broadcast(FLOATS, c.u0());
    FloatVector u1 = FloatVector.broadcast(FLOATS, c.u1());
    FloatVector u2 = FloatVector.broadcast(FLOATS, c.u2());
    FloatVector v0 = FloatVector.broadcast(FLOATS, c.v0());
    FloatVector v1 = FloatVector.broadcast(FLOATS, c.v1());
    FloatVector v2 = FloatVector.broadcast(FLOATS, c.v2());
    FloatVector k = FloatVector.broadcast(FLOATS, c.uvBias());
    int last = width - LANES;
    for (int i = 0; i < width; i += LANES) {
      int x = Math.min(i, last);
      long at = rgb + 4L * x;
      IntVector p = IntVector.fromMemorySegment(INTS, ALL, at, LITTLE_ENDIAN);
      IntVector q = IntVector.fromMemorySegment(INTS, ALL, at + stride, LITTLE_ENDIAN);
      IntVector c02 = columns(p.and(CHANNELS_0_2).add(q.and(CHANNELS_0_2)));
      FloatVector c1 = floats(columns(p.and(CHANNEL_1).add(q.and(CHANNEL_1))));
      FloatVector c0 = floats(c02.and(LOW_HALF));
      FloatVector c2 = floats(c02.lanewise(VectorOperators.LSHR, 16));
      IntVector cb =
          c2.fma(u2, c1.fma(u1, c0.fma(u0, k))).add(ROUND).reinterpretAsInts().and(LOW_HALF);
      IntVector cr = c2.fma(v2, c1.fma(v1, c0.fma(v0, k))).add(ROUND).reinterpretAsInts();
      LongVector both = cb.or(cr.lanewise(VectorOperators.LSHL, 16)).reinterpretAsLongs();
      ((IntVector) both.castShape(HALF_INTS, 0)).intoMemorySegment(ALL, uv + 2L * x, LITTLE_ENDIAN);
    }
  }

  private static void splitWords(long uv, long u, long v, int width) {
    int last = width / 2 - LANES;
    for (int i = 0; i < width / 2; i += LANES) {
      int x = Math.min(i, last);
      IntVector both = IntVector.fromMemorySegment(INTS, ALL, uv + 4L * x, LITTLE_ENDIAN);
      ((ShortVector) both.castShape(HALF_WORDS, 0))
          .intoMemorySegment(ALL, u + 2L * x, LITTLE_ENDIAN);
      ((ShortVector) both.lanewise(VectorOperators.LSHR, 16).castShape(HALF_WORDS, 0))
          .intoMemorySegment(ALL, v + 2L * x, LITTLE_ENDIAN);
    }
  }

  private static FloatVector floats(IntVector v) {
    return (FloatVector) v.convertShape(VectorOperators.I2F, FLOATS, 0);
  }

  /// Adds pixels in pairs: the sums are in even lanes, odd ones are not used.
  private static IntVector columns(IntVector v) {
    LongVector pairs = v.reinterpretAsLongs();
    return pairs.add(pairs.lanewise(VectorOperators.LSHR, 32)).reinterpretAsInts();
  }
}
