package io.oriel.console.shell.internal;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import java.util.LinkedHashSet;
import java.util.List;

/// The formats of a plan in words, each codec, depth and chroma once.
final class FormatList {
  private FormatList() {}

  /// As `HEVC 10 bits 4:2:0`, best first.
  static List<String> of(List<StreamFormat> formats) {
    var words = new LinkedHashSet<String>();
    for (var format : formats) {
      words.add(
          "%s %d bits %s%s"
              .formatted(
                  format.codec(),
                  format.bitDepth(),
                  format.chroma() == Chroma.YUV444 ? "4:4:4" : "4:2:0",
                  format.color().transfer() == ColorSpec.Transfer.PQ ? " HDR" : ""));
    }
    return List.copyOf(words);
  }
}
