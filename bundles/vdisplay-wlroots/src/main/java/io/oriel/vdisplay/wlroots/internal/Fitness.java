package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.ColorSpec;
import io.oriel.lib.desktop.DesktopBus;
import io.oriel.vdisplay.wlroots.internal.attach.DesktopProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Judges requests by the facts. Pure.
final class Fitness {
  /// Where none runs and one is asked for.
  static final String NO_DESKTOP =
      "no sway, labwc or other desktop of wlroots runs for the host's user; start the host in it, or"
          + " set 'desktop' in "
          + Settings.PID
          + " to auto";

  // The desktop that the user sits at is worth more than one of its own.
  private static final int RUNNING = 75;
  private static final int OWN = 60;

  private Fitness() {}

  static Assessment of(DisplayRequest request, HostFacts facts, Settings settings, int open) {
    if (settings.max_displays() > 0 && open >= settings.max_displays()) {
      return new Unfit(
          Reason.BUSY,
          open + " displays are open, max.displays allows no more than " + settings.max_displays());
    }
    boolean running = facts.text(DesktopProbe.SOCKET).isPresent();
    if (running && !settings.desktop().equals("own")) {
      return new Assessment.Fit(RUNNING, Duration.ofMillis(2), ofRunning(request, facts));
    }
    if (settings.desktop().equals("attach")) {
      return new Unfit(Reason.MISSING_SOFTWARE, NO_DESKTOP);
    }
    return own(request, facts, settings);
  }

  private static List<String> ofRunning(DisplayRequest request, HostFacts facts) {
    var degradations = new ArrayList<String>();
    String kind = facts.text(DesktopProbe.KIND).orElse("the desktop");
    if (request.arrangement() != Arrangement.MIRROR && !kind.equals("sway")) {
      degradations.add(kind + " makes no monitors: one of its own takes the client's size");
    }
    if (!request.color().equals(ColorSpec.SRGB)) {
      degradations.add(kind + " renders SDR only");
    }
    return degradations;
  }

  private static Assessment own(DisplayRequest request, HostFacts facts, Settings settings) {
    if (facts.text("program.sway.path").isEmpty()
        || facts.text("program.sway.problem").isPresent()) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          facts
              .text("program.sway.problem")
              .orElse("sway is not installed; install it with: apt-get install sway"));
    }
    if (request.arrangement() == Arrangement.MIRROR) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST,
          "a desktop of its own has no other monitor to mirror, and no running one is attached to");
    }
    boolean root = facts.text("user.uid").filter("0"::equals).isPresent();
    if (root && !has(facts, "setpriv")) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "sway refuses root, and setpriv, which gives root up, is not installed; install it with:"
              + " apt-get install util-linux");
    }
    return new Assessment.Fit(OWN, Duration.ofMillis(2), degradations(request, facts, settings));
  }

  private static List<String> degradations(
      DisplayRequest request, HostFacts facts, Settings settings) {
    var missing = new ArrayList<String>();
    if (!request.color().equals(ColorSpec.SRGB)) {
      missing.add(
          facts.text("program.sway.version").map(version -> "sway " + version).orElse("sway")
              + " renders SDR only");
    }
    if (!has(facts, "swaybg")) {
      missing.add("no wallpaper: apt-get install swaybg");
    }
    if (settings.terminal().isBlank()
        && !has(facts, "foot")
        && !has(facts, "xfce4-terminal")
        && !has(facts, "xterm")) {
      missing.add("no terminal: apt-get install foot");
    }
    if (!has(facts, "waybar") && !has(facts, "swaybar")) {
      missing.add("no bar: apt-get install waybar");
    }
    if (!has(facts, "fuzzel") && !has(facts, "wofi")) {
      missing.add("no launcher: apt-get install fuzzel");
    }
    if (settings.own_bus() && !has(facts, DesktopBus.DAEMON)) {
      missing.add("no D-Bus session for programs: apt-get install dbus-daemon");
    }
    if (settings.xwayland() && !has(facts, "Xwayland")) {
      missing.add("no X11 programs: apt-get install xwayland");
    }
    return missing;
  }

  private static boolean has(HostFacts facts, String program) {
    return facts.text("program." + program + ".path").isPresent();
  }
}
