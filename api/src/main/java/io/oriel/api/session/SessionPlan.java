package io.oriel.api.session;

import io.oriel.api.media.StreamFormat;
import java.util.List;
import java.util.Map;

/// What a session would use, and why.
///
/// @param chosen backend ids per stage, best chain first; a stage without an entry stays empty
/// @param formats what `start` may ask for, best first; empty: no chain works
/// @param considered every backend with its reason, also those that were not chosen
public record SessionPlan(
    Map<Stage, List<String>> chosen, List<StreamFormat> formats, List<Candidate> considered) {
  public SessionPlan {
    chosen = Map.copyOf(chosen);
    formats = List.copyOf(formats);
    considered = List.copyOf(considered);
  }

  /// Whether a picture can be streamed at all.
  public boolean works() {
    return !formats.isEmpty();
  }
}
