package io.oriel.media.convert.internal;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.media.convert.RgbToYuv;

/// The matrix of a conversion, ready to multiply with what lies in a pixel's 32 bits.
///
/// A pixel is a little-endian word with its first, second and third channel in bits 0, 8 and 16.
/// The factors of a second and a third channel are divided by 2^8 and 2^16, so that these channels
/// need masking only. With one chroma sample for four pixels its factors apply to their sum, with
/// the third channel moved to bit 0: they are divided by four, and the third ones by that alone.
///
/// @param y0 luma of the first channel, and so on
/// @param u0 Cb of the first channel, and so on
/// @param v0 Cr of the first channel, and so on
/// @param yBias added to luma
/// @param uvBias added to chroma; a hair below the middle, so that full range ends at its last code
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
  /// Added to a value in 0 … 65535 it leaves that value, rounded, in the low bits of the float.
  static final float ROUND = 0x1p23f;

  /// ITU-T H.273 §8.3, equations for Kr and Kb of table 4; BT.2020 with non-constant luminance.
  ///
  /// @param bitDepth of the result, 8 or 10
  public static Coefficients of(int fourcc, ColorSpec color, int bitDepth, Chroma chroma) {
    if (!RgbToYuv.reads(fourcc) || !RgbToYuv.makes(color) || bitDepth != 8 && bitDepth != 10) {
      throw new IllegalArgumentException(
          "cannot convert %s to %s of %d bits"
              .formatted(Fourcc.name(fourcc), color.matrix(), bitDepth));
    }
    double kr =
        switch (color.matrix()) {
          case BT601 -> 0.299;
          case BT2020 -> 0.2627;
          default -> 0.2126;
        };
    double kb =
        switch (color.matrix()) {
          case BT601 -> 0.114;
          case BT2020 -> 0.0593;
          default -> 0.0722;
        };
    double kg = 1 - kr - kb;
    boolean full = color.range() == ColorSpec.Range.FULL;
    boolean each = chroma == Chroma.YUV444;
    int step = 1 << bitDepth - 8;
    int last = (1 << bitDepth) - 1;
    double ys = (full ? last : 219.0 * step) / 255;
    double cs = (full ? last : 224.0 * step) / 255 / (each ? 1 : 4);
    double ub = cs / 2;
    double ug = -cs * kg / (2 * (1 - kb));
    double ur = -cs * kr / (2 * (1 - kb));
    double vr = cs / 2;
    double vg = -cs * kg / (2 * (1 - kr));
    double vb = -cs * kb / (2 * (1 - kr));
    boolean blueFirst = fourcc == Fourcc.XRGB8888 || fourcc == Fourcc.ARGB8888;
    double third = each ? 65536 : 1;
    return new Coefficients(
        (float) (ys * (blueFirst ? kb : kr)),
        (float) (ys * kg / 256),
        (float) (ys * (blueFirst ? kr : kb) / 65536),
        (float) (blueFirst ? ub : ur),
        (float) (ug / 256),
        (float) ((blueFirst ? ur : ub) / third),
        (float) (blueFirst ? vb : vr),
        (float) (vg / 256),
        (float) ((blueFirst ? vr : vb) / third),
        full ? 0 : 16 * step,
        128 * step - 0x1p-12f);
  }
}
