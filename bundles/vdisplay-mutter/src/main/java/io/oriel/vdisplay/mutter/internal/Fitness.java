package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.Assessment;
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
  private static final int ATTACHED = 80;
  private static final int OWN_WITH_GPU = 55;
  private static final int OWN_WITHOUT = 40;
  private static final int OLDEST = 43;
  private static final int FIRST_EIS = 46;

  private Fitness() {}

  static Assessment of(DisplayRequest request, HostFacts facts, Settings settings, int open) {
    boolean running = facts.text(MutterProbe.RUNNING).isPresent();
    boolean attach =
        settings.desktop().equals("attach") || running && !settings.desktop().equals("own");
    if (attach && !running) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "no GNOME runs on the session bus of the host's user"
              + facts.text(MutterProbe.PROBLEM).map(why -> " (" + why + ")").orElse("")
              + "; log in to GNOME on Wayland, or set 'desktop' in io.oriel.vdisplay.mutter to own");
    }
    if (facts.text("pipewire.library.version").isEmpty()) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "PipeWire's library is not installed; install it with: apt-get install"
              + " libpipewire-0.3-0");
    }
    if (settings.max_displays() > 0 && open >= settings.max_displays()) {
      return new Unfit(
          Reason.BUSY,
          open + " displays are open, max.displays allows no more than " + settings.max_displays());
    }
    return attach ? attached(request) : own(request, facts, settings);
  }

  private static Assessment attached(DisplayRequest request) {
    return new Assessment.Fit(ATTACHED, Duration.ofMillis(8), missing(request));
  }

  private static Assessment own(DisplayRequest request, HostFacts facts, Settings settings) {
    if (request.arrangement() == Arrangement.MIRROR) {
      return new Unfit(Reason.UNSUPPORTED_REQUEST, "a desktop of its own has no monitor to mirror");
    }
    String program = settings.shell().equals("gnome-shell") ? "gnome-shell" : "mutter";
    if (!has(facts, program)) {
      return missing(program, program);
    }
    int version = major(facts.text("program." + program + ".version").orElse(""));
    if (version > 0 && version < OLDEST) {
      return new Unfit(
          Reason.MISSING_SOFTWARE, program + " " + version + " is too old, 43 or newer is needed");
    }
    if (!has(facts, "dbus-daemon")) {
      return missing("dbus-daemon, which Mutter's desktop needs,", "dbus-daemon");
    }
    for (String each : List.of("pipewire", "wireplumber")) {
      if (!has(facts, each) && facts.text("pipewire.socket").isEmpty()) {
        return missing(each + ", which carries Mutter's pictures,", each);
      }
    }
    boolean root = facts.text("user.uid").filter("0"::equals).isPresent();
    if (root && !has(facts, "setpriv")) {
      return missing("setpriv, which gives root up for the desktop,", "util-linux");
    }
    var missing = missing(request);
    boolean gpu = settings.gpu() && facts.text("gpu.count").filter(n -> !n.equals("0")).isPresent();
    if (!gpu) {
      missing.add("the processor draws, which is slow for what moves in all of the picture");
    }
    if (settings.xwayland() && !has(facts, "Xwayland")) {
      missing.add("no X11 programs: apt-get install xwayland");
    }
    return new Assessment.Fit(gpu ? OWN_WITH_GPU : OWN_WITHOUT, Duration.ofMillis(8), missing);
  }

  /// Whether Mutter may let libei send its input; a display that is open knows.
  static boolean mayHaveEis(HostFacts facts, Settings settings) {
    boolean running = facts.text(MutterProbe.RUNNING).isPresent();
    boolean attach = running && !settings.desktop().equals("own");
    String program = settings.shell().equals("gnome-shell") ? "gnome-shell" : "mutter";
    int version =
        major(
            facts
                .text(attach ? MutterProbe.VERSION : "program." + program + ".version")
                .orElse(""));
    return version == 0 || version >= FIRST_EIS;
  }

  private static List<String> missing(DisplayRequest request) {
    var missing = new ArrayList<String>();
    if (!request.color().equals(ColorSpec.SRGB)) {
      missing.add("Mutter's screen casts are SDR");
    }
    return missing;
  }

  private static Unfit missing(String what, String debianPackage) {
    return new Unfit(
        Reason.MISSING_SOFTWARE,
        what + " is not installed; install it with: apt-get install " + debianPackage);
  }

  private static boolean has(HostFacts facts, String program) {
    return facts.text("program." + program + ".path").isPresent();
  }

  /// The first number of a version; 0: not known.
  static int major(String version) {
    var digits = new StringBuilder();
    for (char c : version.toCharArray()) {
      if (Character.isDigit(c)) {
        digits.append(c);
      } else if (!digits.isEmpty()) {
        break;
      }
    }
    return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits.toString());
  }
}
