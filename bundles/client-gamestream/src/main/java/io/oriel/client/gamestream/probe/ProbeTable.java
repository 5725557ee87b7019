package io.oriel.client.gamestream.probe;

import java.io.PrintWriter;
import java.util.Locale;

/// Writes a [ProbeReport] for people.
public final class ProbeTable {
  private ProbeTable() {}

  public static void print(PrintWriter out, ProbeReport r) {
    line(
        out,
        "%.1f s, %d pictures: %d new, %d repeated, %d unreadable, %d torn, %d backwards",
        r.seconds(),
        r.pictures(),
        r.distinct(),
        r.repeated(),
        r.unreadable(),
        r.torn(),
        r.backwards());
    if (r.distinct() == 0) {
      line(
          out,
          "no picture after the warm-up showed the pattern: is ./oriel pattern on the streamed"
              + " screen, full-screen and with nothing above it?");
    }
    if (r.restarts() > 0) {
      line(out, "the pattern's program was started again: %d", r.restarts());
    }
    line(out, "drawn at %.2f per second, %d of them never seen", r.drawnPerSecond(), r.missing());
    if (r.implausible() > 0) {
      line(
          out,
          "%d pictures from the future or ten seconds old: is the program on another machine?"
              + " Name its clock with --clock",
          r.implausible());
    }
    ProbeReport.Clock clock = r.clock();
    if (clock != null) {
      line(
          out,
          "the host's clock is %.3f ms ahead, within %.3f ms; drift %.2f ppm;"
              + " round trip %.3f ms; %d rounds, %d lost",
          clock.offsetMs(),
          clock.boundMs(),
          clock.driftPpm(),
          clock.rttMs(),
          clock.rounds(),
          clock.lost());
    }
    line(out, "");
    line(out, "%-14s %8s %8s %8s %8s %8s  %s", "ms", "n", "p50", "p99", "p99.9", "max", "");
    r.stages().forEach(s -> spread(out, s.name(), s.latency(), s.meaning()));
    spread(out, "cadence", r.cadence(), "deviation from %.2f ms".formatted(r.nominalMs()));
    spread(out, "stalls", r.stalls(), "gaps of more than two intervals");
    line(out, "");
    line(out, "deviation from the cadence, share of pictures:");
    long all = Math.max(1, r.cadence().count());
    for (ProbeReport.Step step : r.cadenceSteps()) {
      String upTo =
          step.upToMs() < 0 ? "more" : String.format(Locale.ROOT, "<= %.2f ms", step.upToMs());
      double share = 100.0 * step.count() / all;
      line(out, "  %-12s %6.2f %% %s", upTo, share, "#".repeat((int) Math.round(share / 2)));
    }
    out.flush();
  }

  private static void spread(PrintWriter out, String name, Spread s, String meaning) {
    if (s.count() == 0) {
      line(out, "%-14s %8d %8s %8s %8s %8s  %s", name, 0, "-", "-", "-", "-", meaning);
      return;
    }
    line(
        out,
        "%-14s %8d %8.2f %8.2f %8.2f %8.2f  %s",
        name,
        s.count(),
        s.p50Ms(),
        s.p99Ms(),
        s.p999Ms(),
        s.maxMs(),
        meaning);
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
