package io.oriel.host.session.internal;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import java.util.ArrayList;
import java.util.List;

/// What of a codec a client has to be able to decode.
///
/// @param hdr BT.2020 and PQ, from pictures of 10 bits or more
record Profile(Codec codec, int bitDepth, Chroma chroma, boolean hdr) {
  /// What there is of a codec in the protocols that Oriel speaks, the plainest first.
  ///
  /// @param hdr whether the client asked for HDR
  static List<Profile> of(Codec codec, boolean hdr) {
    var profiles = new ArrayList<Profile>();
    profiles.add(new Profile(codec, 8, Chroma.YUV420, false));
    if (codec != Codec.H264) {
      profiles.add(new Profile(codec, 10, Chroma.YUV420, false));
    }
    profiles.add(new Profile(codec, 8, Chroma.YUV444, false));
    if (codec != Codec.H264) {
      profiles.add(new Profile(codec, 10, Chroma.YUV444, false));
    }
    if (hdr && codec != Codec.H264) {
      profiles.add(new Profile(codec, 10, Chroma.YUV420, true));
      profiles.add(new Profile(codec, 10, Chroma.YUV444, true));
    }
    return profiles;
  }

  /// The colours it may be asked for in; the first is the usual one.
  List<ColorSpec> colors() {
    return hdr ? List.of(ColorSpec.HDR10) : Colors.SDR;
  }

  boolean matches(StreamFormat format) {
    return codec == format.codec()
        && bitDepth == format.bitDepth()
        && chroma == format.chroma()
        && hdr == (format.color().transfer() == ColorSpec.Transfer.PQ);
  }

  /// For people: `HEVC, 10 bits, 4:2:0`.
  @Override
  public String toString() {
    return "%s, %d bits, %s%s"
        .formatted(
            codec, bitDepth, chroma == Chroma.YUV444 ? "4:4:4" : "4:2:0", hdr ? ", HDR" : "");
  }
}
