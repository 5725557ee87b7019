package io.oriel.media.convert.internal;

import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.media.convert.RgbToYuv;

/// The matrix of a conversion, ready to multiply with what lies in a pixel's 32 bits.
///
/// A pixel is a little-endian word with its first, second and third channel in bits 0, 8 and 16.
/// The factors of luma's second and third channel and of chroma's second one are divided by 2^8
/// and 2^16, so that these channels need masking only. Chroma takes the sum of four pixels, so its
/// factors are divided by four.
///
/// @param y0 luma of the first channel, and so on
/// @param u0 Cb of the first channel, and so on
/// @param v0 Cr of the first channel, and so on
/// @param yBias added to luma
/// @param uvBias added to chroma; a hair below 128, so that the 255.5 of full range ends at 255
public record Coefficients(
    float y0,
    float y1,
    float y2,
    float u0,
    float u1,
    float u2,
    float v0,
    float v1,
    float v2,
    float yBias,
    float uvBias) {
  /// Added to a value in 0 … 255 it leaves that value, rounded, in the low bits of the float.
  static final float ROUND = 0x1p23f;

  /// ITU-T H.273 §8.3, equations for Kr and Kb of table 4.
  public static Coefficients of(int fourcc, ColorSpec color) {
    if (!RgbToYuv.reads(fourcc) || !RgbToYuv.makes(color)) {
      throw new IllegalArgumentException(
          "cannot convert " + Fourcc.name(fourcc) + " to " + color.matrix());
    }
    boolean hd = color.matrix() == ColorSpec.Matrix.BT709;
    boolean full = color.range() == ColorSpec.Range.FULL;
    double kr = hd ? 0.2126 : 0.299;
    double kb = hd ? 0.0722 : 0.114;
    double kg = 1 - kr - kb;
    double ys = full ? 1 : 219.0 / 255;
    double cs = (full ? 1 : 224.0 / 255) / 4;
    double ub = cs / 2;
    double ug = -cs * kg / (2 * (1 - kb));
    double ur = -cs * kr / (2 * (1 - kb));
    double vr = cs / 2;
    double vg = -cs * kg / (2 * (1 - kr));
    double vb = -cs * kb / (2 * (1 - kr));
    boolean blueFirst = fourcc == Fourcc.XRGB8888 || fourcc == Fourcc.ARGB8888;
    return new Coefficients(
        (float) (ys * (blueFirst ? kb : kr)),
        (float) (ys * kg / 256),
        (float) (ys * (blueFirst ? kr : kb) / 65536),
        (float) (blueFirst ? ub : ur),
        (float) (ug / 256),
        (float) (blueFirst ? ur : ub),
        (float) (blueFirst ? vb : vr),
        (float) (vg / 256),
        (float) (blueFirst ? vr : vb),
        full ? 0 : 16,
        128 - 0x1p-12f);
  }
}
