package io.oriel.host.session.internal;

/// Decides how much a session may send, from what its client reports of the path. One thread.
///
/// A path has losses for two reasons, and only one of them goes away by sending less. So after
/// every cut the next losses are compared with those before: if they are much the same, they are
/// the path's own, are from then on taken for granted, and the cut is taken back. Otherwise what
/// arrived tells what the path carries: the rate goes a little below that and stays there, and only
/// now and then, ever more rarely, tries for more. Where more gets through, it grows by a twelfth a
/// report until the client's wish is reached.
final class RateControl {
  /// Losses below that do not matter: parity repairs them.
  private static final double LOW = 0.02;

  /// Losses above that are acted on at once, smaller ones when they last for two reports.
  private static final double HIGH = 0.10;

  /// Losses that differ by no more than this share of them are the same.
  private static final double SAME = 0.3;

  /// A cut counts when no more than this share of the packets before was sent.
  private static final double CUT = 0.95;

  /// Losses above that are nobody's own: less is sent whatever they come from.
  private static final double MOST_OWN = 0.25;

  private static final double BELOW = 0.93; // of what the path carries
  private static final double DEEPEST_CUT = 0.25; // of the rate before, at once
  private static final double GROWTH = 1.08; // a report
  private static final int QUIET_REPORTS = 3; // before it grows
  private static final int FIRST_TRY = 10; // reports
  private static final int LAST_TRY = 60;
  private static final int FEWEST_PACKETS = 50; // to tell a share from
  private static final int DOUBT_PACKETS = 10; // chance, in a report
  private static final double LEAST_SHARE = 0.05; // of the client's wish

  private long most;
  private double rate;
  private double own; // losses the path has anyway
  private boolean settling; // the report to come is of before the cut
  private boolean judging;
  private double rateBefore;
  private double lossBefore;
  private long sentBefore;
  private int lossy; // reports in a row
  private int quiet;
  private double carries; // what the path carries; 0: unknown
  private int sinceTry;
  private int nextTry = FIRST_TRY;

  /// @param bitsPerSecond what the client wishes
  RateControl(long bitsPerSecond) {
    most = bitsPerSecond;
    rate = bitsPerSecond;
  }

  /// The client wishes another rate.
  void most(long bitsPerSecond) {
    rate = Math.min(rate * bitsPerSecond / most, bitsPerSecond);
    most = bitsPerSecond;
  }

  /// Bits per second of pictures to be sent now.
  long rate() {
    return Math.round(rate);
  }

  /// The client's report of about a second.
  ///
  /// @param spentBits bits per second that pictures really took
  void report(long sent, long lost, double spentBits) {
    if (sent < FEWEST_PACKETS) {
      return;
    }
    if (settling) {
      settling = false;
      return;
    }
    double loss = Math.min(1, (double) lost / sent);
    double doubt = (double) DOUBT_PACKETS / sent;
    if (judging) {
      judging = false;
      boolean same = Math.abs(loss - lossBefore) < SAME * lossBefore + doubt;
      if (same && loss > LOW && loss < MOST_OWN && sent < CUT * sentBefore) {
        own = loss;
        rate = Math.min(most, rateBefore);
        carries = 0;
        return;
      }
    }
    double excess = loss - own;
    if (excess < 0) {
      own += excess / 4;
    }
    if (excess > LOW + doubt) {
      quiet = 0;
      lossy++;
      if (lossy >= 2 || excess > HIGH + doubt) {
        sentBefore = sent;
        cut(loss, excess, spentBits);
      }
    } else {
      lossy = 0;
      grow();
    }
  }

  private void cut(double loss, double excess, double spentBits) {
    boolean tried = carries > 0 && sinceTry >= nextTry && rate < 1.15 * carries;
    nextTry = tried ? Math.min(LAST_TRY, 2 * nextTry) : FIRST_TRY;
    // losses make pictures larger for a moment, so what arrived counts and not what was allowed
    carries = spentBits * (1 - excess);
    rateBefore = rate;
    lossBefore = loss;
    judging = true;
    settling = true;
    lossy = 0;
    sinceTry = 0;
    // what a nearly still picture took tells little: a burst then is no reason to drop to that
    double less = BELOW * Math.min(rate, carries);
    rate = Math.max(Math.max(less, DEEPEST_CUT * rate), LEAST_SHARE * most);
  }

  private void grow() {
    quiet++;
    sinceTry++;
    if (quiet < QUIET_REPORTS || rate >= most) {
      return;
    }
    boolean near = carries > 0 && rate * GROWTH > carries;
    if (near && sinceTry < nextTry) {
      return;
    }
    if (carries > 0 && rate > 1.1 * carries) {
      carries = 0; // it carries more by now
      nextTry = FIRST_TRY;
    }
    rate = Math.min(most, rate * GROWTH);
  }
}
