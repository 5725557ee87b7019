package io.oriel.api.session;

import io.oriel.api.backend.Assessment;
import java.util.Objects;

/// A backend that was considered, and what came of it.
///
/// @param chosen whether the plan uses it
/// @param assessment the backend's own answer
/// @param why one sentence: why it was or was not chosen
public record Candidate(
    Stage stage, String backendId, boolean chosen, Assessment assessment, String why) {
  public Candidate {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(backendId, "backendId");
    Objects.requireNonNull(assessment, "assessment");
    Objects.requireNonNull(why, "why");
  }
}
