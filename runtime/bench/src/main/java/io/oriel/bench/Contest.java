package io.oriel.bench;

import io.oriel.bench.peer.AbsentException;
import io.oriel.bench.peer.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Contestants that do the same work in turn, round by round, so that whatever else slows the
/// machine down slows all of them. The main thread.
final class Contest {
  private static final int ROUNDS = 9;
  private static final double WARM_UP = 0.25; // share of the time, spent before

  /// Somebody measured.
  interface Contestant {
    String name() throws Exception;

    /// The median time of one piece of work during some seconds, in µs.
    double micros(double seconds) throws Exception;
  }

  /// How somebody did.
  ///
  /// @param micros median of the rounds; NaN: absent
  /// @param spread distance of the rounds' quartiles, as a share of the median
  /// @param absent why there is no figure; empty: there is one
  record Standing(String name, double micros, double spread, int rounds, String absent) {
    /// A peer's row; the figure is made of the time by `figure`.
    Result.Peer peer(DoubleUnaryOperator figure) {
      return new Result.Peer(name, figure.applyAsDouble(micros), absent);
    }
  }

  private final List<Contestant> contestants = new ArrayList<>();

  /// Takes part in it: Java code of this process.
  Contest java(String name, Stopwatch.Work work) {
    var watch = new Stopwatch();
    contestants.add(
        new Contestant() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public double micros(double seconds) throws Exception {
            return watch.micros(work, seconds);
          }
        });
    return this;
  }

  /// Takes part in it: native code.
  ///
  /// @param called its name while it is not there
  Contest peer(String called, Peer peer) {
    contestants.add(
        new Contestant() {
          @Override
          public String name() throws Exception {
            try {
              return peer.name();
            } catch (AbsentException _) {
              return called;
            }
          }

          @Override
          public double micros(double seconds) throws Exception {
            return peer.micros(seconds);
          }
        });
    return this;
  }

  /// Measures.
  ///
  /// @param seconds for each contestant
  /// @return in the order in which they were added
  List<Standing> run(double seconds) throws Exception {
    double window = seconds * (1 - WARM_UP) / ROUNDS;
    double[][] rounds = new double[contestants.size()][ROUNDS];
    String[] absent = new String[contestants.size()];
    Arrays.fill(absent, "");
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < absent.length; i++) {
        if (absent[i].isEmpty()) {
          try {
            double micros = contestants.get(i).micros(round < 0 ? seconds * WARM_UP : window);
            if (round >= 0) {
              rounds[i][round] = micros;
            }
          } catch (AbsentException e) {
            absent[i] = e.getMessage();
          }
        }
      }
    }
    var standings = new ArrayList<Standing>();
    for (int i = 0; i < absent.length; i++) {
      standings.add(standing(contestants.get(i).name(), rounds[i], absent[i]));
    }
    return standings;
  }

  private static Standing standing(String name, double[] rounds, String absent) {
    if (!absent.isEmpty()) {
      return new Standing(name, Double.NaN, Double.NaN, 0, absent);
    }
    Arrays.sort(rounds);
    double median = rounds[ROUNDS / 2];
    double spread = (rounds[ROUNDS * 3 / 4] - rounds[ROUNDS / 4]) / median;
    return new Standing(name, median, spread, ROUNDS, "");
  }
}
