package io.oriel.host.session.internal;

import io.oriel.api.session.Candidate;
import io.oriel.api.session.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Says in a few sentences why no chain of backends works.
final class Explanation {
  private Explanation() {}

  static String of(Planned planned) {
    var sentences = new ArrayList<String>();
    for (var stage : List.of(Stage.DISPLAY, Stage.CAPTURE, Stage.ENCODER)) {
      var candidates =
          planned.considered().stream().filter(candidate -> candidate.stage() == stage).toList();
      String name = stage.name().toLowerCase(Locale.ROOT);
      if (candidates.isEmpty()) {
        sentences.add(
            "no " + name + " backend is present; drop one into deploy/ or run ./oriel doctor");
      } else {
        sentences.add(
            candidates.stream()
                .map(candidate -> name + " " + candidate.backendId() + ": " + reason(candidate))
                .collect(Collectors.joining("; ")));
      }
    }
    return String.join(". ", sentences);
  }

  private static String reason(Candidate candidate) {
    return candidate.why();
  }
}
