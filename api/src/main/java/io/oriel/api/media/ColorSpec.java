package io.oriel.api.media;

import java.util.Objects;

/// What the numbers of a picture mean.
public record ColorSpec(Primaries primaries, Transfer transfer, Matrix matrix, Range range) {
  /// A desktop's RGB: sRGB primaries and transfer, all codes used.
  public static final ColorSpec SRGB =
      new ColorSpec(Primaries.BT709, Transfer.SRGB, Matrix.RGB, Range.FULL);

  /// Ordinary HD video: BT.709 throughout, limited range.
  public static final ColorSpec BT709_LIMITED =
      new ColorSpec(Primaries.BT709, Transfer.BT709, Matrix.BT709, Range.LIMITED);

  /// HDR10 video: BT.2020 and PQ in limited range.
  public static final ColorSpec HDR10 =
      new ColorSpec(Primaries.BT2020, Transfer.PQ, Matrix.BT2020, Range.LIMITED);

  /// A desktop's RGB in HDR: BT.2020 and PQ, all codes used.
  public static final ColorSpec HDR_RGB =
      new ColorSpec(Primaries.BT2020, Transfer.PQ, Matrix.RGB, Range.FULL);

  public ColorSpec {
    Objects.requireNonNull(primaries, "primaries");
    Objects.requireNonNull(transfer, "transfer");
    Objects.requireNonNull(matrix, "matrix");
    Objects.requireNonNull(range, "range");
  }

  /// ITU-T H.273 colour primaries: 1, 6, 9.
  public enum Primaries {
    BT709,
    BT601,
    BT2020
  }

  /// ITU-T H.273 transfer characteristics: 1, 6, 13, 14, 16.
  public enum Transfer {
    BT709,
    BT601,
    SRGB,
    BT2020_10,
    PQ
  }

  /// ITU-T H.273 matrix coefficients: 0, 1, 6, 9.
  public enum Matrix {
    RGB,
    BT709,
    BT601,
    BT2020
  }

  /// Which codes carry the picture.
  public enum Range {
    /// 16 … 235 for luma and 16 … 240 for chroma at 8 bits.
    LIMITED,
    /// All codes.
    FULL
  }
}
