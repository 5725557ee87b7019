package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.ColorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Judges requests by the facts. Pure.
final class Fitness {
  /// Below every other way to make a display.
  static final int LAST_WAY = 5;

  // What it costs that a daemon and a compositor stand between; no measurement.
  private static final Duration LATENCY = Duration.ofMillis(10);

  private Fitness() {}

  static Assessment of(DisplayRequest request, HostFacts facts, Settings settings, int open) {
    if (settings.desktop().equals("off")) {
      return new Unfit(
          Reason.NO_PERMISSION, "desktop is off in " + Settings.PID + "; attach allows it");
    }
    var problem = facts.text("portal.problem");
    if (problem.isPresent()) {
      return new Unfit(Reason.MISSING_SOFTWARE, problem.get());
    }
    var abilities = Abilities.of(facts);
    if (abilities.cast() == 0) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "the desktop's portal shares no screens; install the backend of the desktop, for example"
              + " xdg-desktop-portal-gnome, -kde or -wlr");
    }
    boolean virtual = (abilities.sources() & Portal.VIRTUAL) != 0;
    if (!virtual && (abilities.sources() & Portal.MONITOR) == 0) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "the desktop's portal shares windows only, no monitors");
    }
    if (settings.max_displays() > 0 && open >= settings.max_displays()) {
      return new Unfit(
          Reason.BUSY,
          open + " displays are open, max.displays allows no more than " + settings.max_displays());
    }
    return new Fit(LAST_WAY, LATENCY, degradations(request, settings, abilities, virtual));
  }

  private static List<String> degradations(
      DisplayRequest request, Settings settings, Abilities abilities, boolean virtual) {
    var missing = new ArrayList<String>();
    missing.add(
        settings.remember() && abilities.remembers()
            ? "somebody at the desktop has to allow it the first time"
            : "somebody at the desktop has to allow it every time");
    if (!virtual || request.arrangement() == Arrangement.MIRROR) {
      missing.add("the picture has the size of the monitor that is shared");
    }
    if (request.arrangement() == Arrangement.ONLY) {
      missing.add("the desktop's other monitors stay on");
    }
    if (!abilities.input()) {
      missing.add("the desktop's portal takes no input");
    }
    if (!request.color().equals(ColorSpec.SRGB)) {
      missing.add("portals share SDR only");
    }
    return missing;
  }
}
