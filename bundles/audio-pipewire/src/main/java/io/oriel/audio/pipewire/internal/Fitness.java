package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Judges requests by the facts. Pure.
final class Fitness {
  private static final List<String> PROGRAMS = List.of("pipewire", "wireplumber", "pipewire-pulse");
  private static final String REMEDY =
      "install with: apt-get install pipewire wireplumber pipewire-pulse";

  private Fitness() {}

  static Assessment of(AudioProvider.Request request, HostFacts facts, Settings settings) {
    if (Layout.of(request.channels()).isEmpty()) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "no layout of " + request.channels() + " channels");
    }
    return of(request.alsoOnHost(), facts, settings);
  }

  /// The same for a microphone.
  static Assessment ofMicrophone(HostFacts facts, Settings settings) {
    return of(false, facts, settings);
  }

  private static Assessment of(boolean alsoOnHost, HostFacts facts, Settings settings) {
    if (facts.text(LibraryProbe.VERSION).isEmpty()) {
      return new Unfit(
          Reason.MISSING_SOFTWARE, "libpipewire-0.3.so.0 is missing or too old; " + REMEDY);
    }
    boolean root = facts.text("user.uid").filter("0"::equals).isPresent();
    boolean demanded = settings.server().equals("running");
    // Desktops of a host that is root run as another user, who may not connect to root's servers.
    boolean running = facts.text("pipewire.socket").isPresent() && (demanded || !root);
    if (demanded) {
      return running
          ? fit(alsoOnHost, true)
          : new Unfit(
              Reason.MISSING_SOFTWARE,
              "no PipeWire runs for this user, and 'server' in io.oriel.audio.pipewire allows no"
                  + " other");
    }
    List<String> missing = PROGRAMS.stream().filter(p -> !has(facts, p)).toList();
    if (!missing.isEmpty() && (!running || settings.server().equals("own"))) {
      return new Unfit(
          Reason.MISSING_SOFTWARE, String.join(", ", missing) + " not installed; " + REMEDY);
    }
    if (root && !has(facts, "setpriv")) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "setpriv, which gives root up for PipeWire, is not installed; install with: apt-get"
              + " install util-linux");
    }
    return fit(alsoOnHost, running && !settings.server().equals("own"));
  }

  private static Assessment fit(boolean alsoOnHost, boolean running) {
    var degradations = new ArrayList<String>();
    if (alsoOnHost && !running) {
      degradations.add("the host's speakers stay silent: no PipeWire runs for this user");
    }
    return new Assessment.Fit(80, Duration.ofMillis(5), degradations);
  }

  private static boolean has(HostFacts facts, String program) {
    return facts.text("program." + program + ".path").isPresent();
  }
}
