package io.oriel.host.session.internal;

import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.ColorSpec.Matrix;
import io.oriel.api.media.ColorSpec.Primaries;
import io.oriel.api.media.ColorSpec.Range;
import io.oriel.api.media.ColorSpec.Transfer;
import io.oriel.api.media.Fourcc;
import java.util.ArrayList;
import java.util.List;

/// Colours that clients ask for.
final class Colors {
  /// Rec. 709, 601 and 2020, each in limited and in full range.
  static final List<ColorSpec> SDR = sdr();

  private Colors() {}

  private static List<ColorSpec> sdr() {
    var all = new ArrayList<ColorSpec>();
    for (var range : Range.values()) {
      all.add(new ColorSpec(Primaries.BT709, Transfer.BT709, Matrix.BT709, range));
      all.add(new ColorSpec(Primaries.BT601, Transfer.BT601, Matrix.BT601, range));
      all.add(new ColorSpec(Primaries.BT2020, Transfer.BT2020_10, Matrix.BT2020, range));
    }
    return List.copyOf(all);
  }

  /// Whether a display in this colour shows HDR.
  static boolean hdr(ColorSpec color) {
    return color.transfer() == Transfer.PQ;
  }

  /// Whether pixels have the 10 bits a channel that HDR needs.
  static boolean deep(int fourcc) {
    return fourcc == Fourcc.XRGB2101010 || fourcc == Fourcc.XBGR2101010 || fourcc == Fourcc.P010;
  }
}
