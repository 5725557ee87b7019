package io.oriel.loss.netem;

import java.util.Arrays;
import java.util.Locale;

/// What became of numbered datagrams, by number and time of every arrival.
///
/// @param lost01 share that never came
/// @param burst mean number lost in a row
/// @param overtaken01 share of arrivals that came after one with a higher number
/// @param doubled01 share that came twice
/// @param calm01 share of datagrams during whose trip the machine was on time
/// @param p50Millis delay, of first arrivals of calm datagrams
/// @param arrivedPerSecond first arrivals between the first and the last
record Trip(
    double lost01,
    double burst,
    double overtaken01,
    double doubled01,
    double calm01,
    double p50Millis,
    double p95Millis,
    double arrivedPerSecond) {

  /// @param sentNanos by number
  /// @param calm by number: whether the delay counts
  /// @param numbers of arrivals, in their order
  /// @param arrivalNanos their times
  static Trip of(
      long[] sentNanos, boolean[] calm, int[] numbers, long[] arrivalNanos, int arrivals) {
    int count = sentNanos.length;
    var seen = new boolean[count];
    var delays = new double[count];
    int distinct = 0;
    int timed = 0;
    int overtaken = 0;
    int highest = -1;
    for (int i = 0; i < arrivals; i++) {
      int n = numbers[i];
      if (seen[n]) {
        continue;
      }
      seen[n] = true;
      distinct++;
      if (calm[n]) {
        delays[timed++] = (arrivalNanos[i] - sentNanos[n]) / 1e6;
      }
      overtaken += n < highest ? 1 : 0;
      highest = Math.max(highest, n);
    }
    int bursts = 0;
    for (int n = 0; n < count; n++) {
      bursts += !seen[n] && (n == 0 || seen[n - 1]) ? 1 : 0;
    }
    Arrays.sort(delays, 0, timed);
    double seconds = arrivals < 2 ? 1 : (arrivalNanos[arrivals - 1] - arrivalNanos[0]) / 1e9;
    return new Trip(
        1 - (double) distinct / count,
        bursts == 0 ? 0 : (double) (count - distinct) / bursts,
        (double) overtaken / count,
        (double) (arrivals - distinct) / count,
        (double) timed / Math.max(1, distinct),
        delays[timed / 2],
        delays[timed * 19 / 20],
        distinct / seconds);
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f %% | %.2f | %.2f %% | %.2f %% | %.0f %% | %.2f | %.2f | %.0f |",
        name,
        100 * lost01,
        burst,
        100 * overtaken01,
        100 * doubled01,
        100 * calm01,
        p50Millis,
        p95Millis,
        arrivedPerSecond);
  }
}
