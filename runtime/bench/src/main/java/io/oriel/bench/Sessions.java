package io.oriel.bench;

import io.oriel.media.wire.CauchyFec;
import java.util.List;
import java.util.Locale;

/// How many sessions the wire path holds at once, and whether they get the same.
final class Sessions implements Benchmark {
  private static final String NAME = "sessions";
  private static final String SCENE = "1080p60";
  private static final long BITS_PER_SECOND = 20_000_000;
  private static final int FPS = 60;
  private static final int GOAL = 16;
  private static final double FAIR = 1.1;
  private static final double SECONDS = 30;
  private static final double LONG_SECONDS = 300;
  private static final double TRIAL_SECONDS = 3;
  private static final double STEP = 1.5;
  private static final double BACK = 0.8;
  private static final int NEAR = 4; // the search ends when good and bad are so near
  private static final int MOST = 160;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "how many sessions the wire path holds at once, and how evenly";
  }

  @Override
  public List<String> cases() {
    return List.of(SCENE);
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    CauchyFec.prepare();
    if (run.brief()) {
      tell(run, stream(2, run.seconds(SECONDS), run));
      return;
    }
    stream(GOAL, TRIAL_SECONDS, run); // warms up
    int count = search(run);
    SessionCrowd.Outcome last = stream(count, run.seconds(SECONDS, LONG_SECONDS), run);
    while (!last.held() && count > 1) {
      count = Math.max(1, (int) (count * BACK));
      last = stream(count, run.seconds(SECONDS, LONG_SECONDS), run);
    }
    tell(run, last);
    SessionCrowd.Outcome crowded = stream(2 * count, TRIAL_SECONDS, run);
    run.add(
        Result.lower(NAME, SCENE, "overload_fairness", "", crowded.fairness(), crowded.frames())
            .note("twice as many sessions"));
  }

  /// The most that short trials hold.
  private static int search(Run run) throws Exception {
    int good = 0;
    int bad = GOAL;
    while (bad <= MOST && stream(bad, TRIAL_SECONDS, run).held()) {
      good = bad;
      bad = (int) (bad * STEP);
    }
    if (bad > MOST) {
      return good;
    }
    while (bad - good > NEAR) {
      int middle = (good + bad) / 2;
      if (stream(middle, TRIAL_SECONDS, run).held()) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return Math.max(1, good);
  }

  private static SessionCrowd.Outcome stream(int count, double seconds, Run run) throws Exception {
    SessionCrowd.Outcome o = SessionCrowd.run(count, BITS_PER_SECOND, FPS, seconds);
    run.progress(
        String.format(
            Locale.ROOT,
            "%d sessions for %.0f s: %s, worst p99.9 %.1f ms, %.3f cores each",
            count,
            seconds,
            o.held() ? "held" : "not held, " + o.unrecovered() + " frames missing",
            o.worst(),
            o.coresPerSession()));
    return o;
  }

  private static void tell(Run run, SessionCrowd.Outcome o) {
    int held = o.held() ? o.sessions() : 0;
    run.add(
        Result.higher(NAME, SCENE, "sessions", "", held, o.frames())
            .goal(GOAL)
            .note(
                String.format(
                    Locale.ROOT,
                    "of 20 Mbit/s, clients included, on %d cores",
                    Runtime.getRuntime().availableProcessors())));
    run.add(lower("fairness", "", o.fairness(), o).goal(FAIR));
    run.add(lower("unrecovered_frames", "", o.unrecovered(), o).goal(0));
    run.add(lower("worst_p999_ms", "ms", o.worst(), o));
    run.add(lower("cores_per_session", "", o.coresPerSession(), o));
  }

  private static Result lower(String metric, String unit, double value, SessionCrowd.Outcome of) {
    return Result.lower(NAME, SCENE, metric, unit, value, of.frames());
  }
}
