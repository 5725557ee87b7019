package io.oriel.api.display;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes displays of a client's size, on one kind of compositor.
@ConsumerType
public interface VirtualDisplayProvider extends Backend<DisplayRequest> {
  /// Variable for a display's programs that says which application is going to be started on it. A
  /// desktop may leave out what would stand in its way; absent, people are to find one.
  String APP_VARIABLE = "ORIEL_APP";

  /// How the pictures of its displays can be fetched, best first is not implied. Pure, like
  /// `assess`.
  Set<TargetKind> targets(HostFacts facts);

  /// How its displays take input. Pure, like `assess`.
  Set<InputKind> inputs(HostFacts facts);

  /// Makes a display.
  ///
  /// Control thread; may take seconds; interruptible: an interrupt ends it with
  /// [BackendException.Kind#FAILED] and leaves nothing behind. The caller owns the result.
  ///
  /// @param environment variables for the programs that the display starts, besides its own
  /// @param health told when the display dies or changes; valid until the display is closed
  VirtualDisplay open(DisplayRequest request, Map<String, String> environment, StageHealth health)
      throws BackendException;
}
