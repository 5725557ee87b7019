package io.oriel.api.session;

import io.oriel.api.input.InputOffer;
import io.oriel.api.media.Codec;
import io.oriel.api.media.StreamFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a session would use, and why.
///
/// @param chosen backend ids per stage, best chain first; a stage without an entry stays empty
/// @param formats what `start` may ask for, best first; empty: no chain works
/// @param considered every backend with its reason, also those that were not chosen
/// @param input what of the client's input would reach the desktop
/// @param invalidating codecs whose best encoder heals losses without key frames
public record SessionPlan(
    Map<Stage, List<String>> chosen,
    List<StreamFormat> formats,
    List<Candidate> considered,
    InputOffer input,
    Set<Codec> invalidating) {
  public SessionPlan {
    chosen = Map.copyOf(chosen);
    formats = List.copyOf(formats);
    considered = List.copyOf(considered);
    Objects.requireNonNull(input, "input");
    invalidating = Set.copyOf(invalidating);
  }

  /// A plan without input, whose losses are healed by key frames.
  public SessionPlan(
      Map<Stage, List<String>> chosen, List<StreamFormat> formats, List<Candidate> considered) {
    this(chosen, formats, considered, InputOffer.NONE, Set.of());
  }

  /// Whether a picture can be streamed at all.
  public boolean works() {
    return !formats.isEmpty();
  }
}
