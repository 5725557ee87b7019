package io.oriel.bench;

import java.util.Locale;

/// Looks for the highest rate at which a stream arrives whole and the sender keeps up: faster in
/// large steps while trials succeed, then halving the interval, then longer trials of the
/// result and a little below.
final class PeakSearch {
  private static final double TRIAL_SECONDS = 3;
  private static final double FINAL_SECONDS = 10;
  private static final double STEP = 1.25;
  private static final int HALVINGS = 4;
  private static final int CONFIRMATIONS = 4;
  private static final double BACK = 0.93;
  private static final double MOST = 40;

  /// A stream at a rate.
  interface Trial {
    WirePath.Outcome stream(double gigabitsPerSecond, double seconds) throws Exception;
  }

  private final Trial trial;
  private final Run run;

  PeakSearch(Trial trial, Run run) {
    this.trial = trial;
    this.run = run;
  }

  /// What was found.
  ///
  /// @param gigabitsPerSecond of frames; 0: no rate succeeded
  /// @param seconds for how long that rate was held
  record Peak(double gigabitsPerSecond, double seconds) {}

  /// Searches.
  ///
  /// @param from a rate to begin with
  Peak find(double from) throws Exception {
    double good = 0;
    double bad = from;
    for (double rate = from; rate < MOST && clean(rate, TRIAL_SECONDS); rate *= STEP) {
      good = rate;
      bad = rate * STEP;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (good + bad) / 2;
      if (clean(middle, TRIAL_SECONDS)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    double rate = good;
    for (int i = 0; i < CONFIRMATIONS && rate > 0; i++) {
      if (clean(rate, FINAL_SECONDS)) {
        return new Peak(rate, FINAL_SECONDS);
      }
      rate *= BACK;
    }
    return new Peak(good, TRIAL_SECONDS);
  }

  private boolean clean(double rate, double seconds) throws Exception {
    WirePath.Outcome o = trial.stream(rate, seconds);
    run.progress(
        String.format(
            Locale.ROOT,
            "peak: %.2f Gbit/s for %.0f s: %s, sender %.2f cores, receiver %.2f",
            rate,
            seconds,
            o.clean() ? "clean" : trouble(o),
            o.senderCores(),
            o.receiverCores()));
    return o.clean();
  }

  private static String trouble(WirePath.Outcome o) {
    return o.unrecovered() == 0 && o.silentDrops() == 0
        ? "the sender was late"
        : o.unrecovered() + " frames lost, " + o.overflows() + " overflows";
  }
}
