package io.oriel.bench;

import java.util.Locale;

/// Looks for the highest rate at which a stream arrives whole and the sender keeps up: faster in
/// large steps while trials succeed, then halving the interval, then a longer trial of the result.
final class PeakSearch {
  private static final double TRIAL_SECONDS = 3;
  private static final double FINAL_SECONDS = 15;
  private static final double STEP = 1.25;
  private static final double NARROW = 1.03;
  private static final double BACK = 0.95;
  private static final double MOST = 40;

  private final int fps;
  private final WirePath.LayoutMaker maker;
  private final Run run;

  PeakSearch(int fps, WirePath.LayoutMaker maker, Run run) {
    this.fps = fps;
    this.maker = maker;
    this.run = run;
  }

  /// Searches.
  ///
  /// @param from a rate to begin with
  /// @return Gbit/s of frames; 0: none succeeded
  double find(double from) throws Exception {
    double good = 0;
    double bad = from * STEP;
    for (double rate = from; rate < MOST && clean(rate, TRIAL_SECONDS); rate *= STEP) {
      good = rate;
      bad = rate * STEP;
    }
    if (good == 0) {
      bad = from;
    }
    while (bad > Math.max(good, from / 16) * NARROW) {
      double middle = (good + bad) / 2;
      if (clean(middle, TRIAL_SECONDS)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    while (good > from / 16 && !clean(good, FINAL_SECONDS)) {
      good *= BACK;
    }
    return good > from / 16 ? good : 0;
  }

  private boolean clean(double rate, double seconds) throws Exception {
    WirePath.Outcome o = WirePath.run(WirePath.Plan.of(rate, fps, seconds), maker);
    run.progress(
        String.format(
            Locale.ROOT,
            "peak: %.2f Gbit/s for %.0f s: %s, sender %.2f cores, receiver %.2f",
            rate,
            seconds,
            o.clean() ? "clean" : o.unrecovered() + " frames lost, " + o.overflows() + " overflows",
            o.senderCores(),
            o.receiverCores()));
    return o.clean();
  }
}
