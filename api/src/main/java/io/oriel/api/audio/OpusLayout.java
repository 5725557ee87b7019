package io.oriel.api.audio;

import java.util.List;

/// How channels are spread over the streams of a multistream Opus packet (RFC 7845 §5.1.1). Links
/// choose it, the session's encoder follows it.
///
/// @param channels in the order FL FR FC LFE RL RR SL SR
/// @param streams Opus streams in every packet
/// @param coupled how many of them, the first ones, carry two channels each
/// @param mapping per channel its place among the coded channels: those of coupled stream s are
///     2·s and 2·s + 1, the others follow
public record OpusLayout(int channels, int streams, int coupled, List<Integer> mapping) {
  /// One channel.
  public static final OpusLayout MONO = new OpusLayout(1, 1, 0, List.of(0));

  /// Two channels in one coupled stream.
  public static final OpusLayout STEREO = new OpusLayout(2, 1, 1, List.of(0, 1));

  /// @throws IllegalArgumentException for what no encoder could follow: it names the first fault
  public OpusLayout {
    mapping = List.copyOf(mapping);
    if (channels != 1 && channels != 2 && channels != 6 && channels != 8) {
      throw new IllegalArgumentException(channels + " channels; there are 1, 2, 6 or 8");
    }
    if (streams < 1 || coupled < 0 || coupled > streams || streams + coupled > channels) {
      throw new IllegalArgumentException(
          streams + " streams, " + coupled + " coupled, cannot carry " + channels + " channels");
    }
    if (mapping.size() != channels) {
      throw new IllegalArgumentException(
          "a mapping of " + mapping.size() + " channels instead of " + channels);
    }
    for (int place : mapping) {
      if (place < 0 || place >= streams + coupled) {
        throw new IllegalArgumentException(
            "the mapping names place " + place + " of " + (streams + coupled));
      }
    }
    for (int place = 0; place < streams + coupled; place++) {
      if (!mapping.contains(place)) {
        throw new IllegalArgumentException("no channel feeds place " + place);
      }
    }
  }
}
