package io.oriel.media.webrtc.internal.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A payload type of an offer.
///
/// @param type 0 … 127
/// @param encoding as `rtpmap` names it: `H264`
/// @param parameters of `fmtp`, as offered; may be empty
/// @param feedback of `rtcp-fb`: `nack pli`
public record OfferedFormat(int type, String encoding, String parameters, List<String> feedback) {
  public OfferedFormat {
    feedback = List.copyOf(feedback);
  }

  /// A parameter's value, in lower case.
  public Optional<String> parameter(String name) {
    for (String one : parameters.split(";")) {
      String[] pair = one.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase(name)) {
        return Optional.of(pair[1].strip().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }
}
