package io.oriel.vdisplay.kwin.internal;

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
  /// The running desktop of the host's user comes before any desktop of a display's own.
  private static final int ATTACHED = 80;

  private static final int OWN = 40;

  /// Less than a desktop of its own: there may be no window.
  private static final int HEADLESS = 20;

  private Fitness() {}

  /// Whether a request is served in the running desktop rather than in one of its own.
  static boolean attaches(HostFacts facts, Settings settings) {
    return !settings.desktop().equals("own") && facts.text(KwinProbe.SOCKET).isPresent();
  }

  static Assessment of(DisplayRequest request, HostFacts facts, Settings settings, int open) {
    if (settings.max_displays() > 0 && open >= settings.max_displays()) {
      return new Unfit(
          Reason.BUSY,
          open + " displays are open, max.displays allows no more than " + settings.max_displays());
    }
    if (attaches(facts, settings)) {
      return attached(request, facts);
    }
    if (settings.desktop().equals("attach")) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          facts
              .text(KwinProbe.PROBLEM)
              .orElse("no KWin of the host's user is running; log in to Plasma (Wayland)"));
    }
    return own(request, facts, settings);
  }

  private static Assessment attached(DisplayRequest request, HostFacts facts) {
    boolean old = facts.text(KwinProbe.RUNNING_VERSION).filter(v -> v.startsWith("5.")).isPresent();
    boolean painter = facts.text(KwinProbe.COMPOSITING).filter("QPainter"::equals).isPresent();
    if (painter && !old) {
      return new Unfit(
          Reason.MISSING_HARDWARE,
          "the running KWin draws without OpenGL, and says then: OpenGL compositing is required for"
              + " screencasting; it needs a GPU");
    }
    if (facts.text(KwinProbe.SCREENCAST).isEmpty()) {
      return new Unfit(
          Reason.NO_PERMISSION,
          facts
              .text(KwinProbe.PROBLEM)
              .orElse("the running KWin does not give its pictures to the host"));
    }
    boolean headless = facts.text(KwinProbe.BACKEND).filter("VirtualBackend"::equals).isPresent();
    if (old && headless && request.arrangement() == Arrangement.MIRROR) {
      return new Unfit(
          Reason.MISSING_HARDWARE, "a headless KWin 5 gives no pictures of its monitors");
    }
    var missing = new ArrayList<String>();
    sdr(request, missing);
    if (old && headless) {
      missing.add(
          "a headless KWin 5 gives no pictures of its monitors: the client sees the full-screen"
              + " window");
      return new Assessment.Fit(HEADLESS, Duration.ofMillis(4), missing);
    }
    if (request.refreshMilliHz() > 60_000 && request.arrangement() != Arrangement.MIRROR) {
      missing.add("KWin's virtual monitors are shown at 60 Hz at most");
    }
    return new Assessment.Fit(ATTACHED, Duration.ofMillis(4), missing);
  }

  private static Assessment own(DisplayRequest request, HostFacts facts, Settings settings) {
    if (facts.text(KwinProbe.PATH).isEmpty()) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "kwin_wayland is not installed; install it with: apt-get install kwin-wayland");
    }
    if (!has(facts, "sway")) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "a KWin of its own draws into a headless sway, which is not installed; install it with:"
              + " apt-get install sway");
    }
    if (request.arrangement() == Arrangement.MIRROR) {
      return new Unfit(Reason.UNSUPPORTED_REQUEST, "a KWin of its own has no monitor to mirror");
    }
    boolean root = facts.text("user.uid").filter("0"::equals).isPresent();
    if (root && !has(facts, "setpriv")) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "desktops do not run as root, and setpriv, which gives root up, is not installed; install"
              + " it with: apt-get install util-linux");
    }
    var missing = new ArrayList<String>();
    sdr(request, missing);
    if (request.refreshMilliHz() > 60_000) {
      missing.add("KWin inside another compositor draws 60 times a second at most");
    }
    if (settings.shell() && facts.text(KwinProbe.SHELL).isEmpty()) {
      missing.add("no panel and no launcher: apt-get install plasma-workspace");
    }
    if (settings.xwayland() && !has(facts, "Xwayland")) {
      missing.add("no X11 programs: apt-get install xwayland");
    }
    return new Assessment.Fit(OWN, Duration.ofMillis(8), missing);
  }

  private static void sdr(DisplayRequest request, List<String> missing) {
    if (!request.color().equals(ColorSpec.SRGB)) {
      missing.add("KWin gives pictures in SDR only");
    }
  }

  private static boolean has(HostFacts facts, String program) {
    return facts.text("program." + program + ".path").isPresent();
  }
}
