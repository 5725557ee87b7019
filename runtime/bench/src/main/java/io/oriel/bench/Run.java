package io.oriel.bench;

import io.oriel.bench.peer.Peers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// One run of the suite: how long to measure, who is measured beside, and what came out.
/// The main thread.
final class Run {
  /// What was asked for.
  ///
  /// @param seconds of measuring per case instead of what the benchmark takes; 0: its own
  /// @param lengthy whether cases may run longer than two minutes
  /// @param peers native code to measure beside; [Peers#NONE]: none
  record Wish(double seconds, boolean lengthy, Peers peers) {}

  /// Something that could not be measured.
  record Absent(String bench, String scene, String reason) {}

  private final Wish wish;
  private final PrintStream progress;
  private final List<Result> results = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();

  Run(Wish wish, PrintStream progress) {
    this.wish = wish;
    this.progress = progress;
  }

  /// How long to measure a case.
  ///
  /// @param usual seconds, at most 120
  double seconds(double usual) {
    return wish.seconds > 0 ? wish.seconds : usual;
  }

  /// How long to measure a case that is worth more under `--long`.
  double seconds(double usual, double lengthy) {
    return seconds(wish.lengthy ? lengthy : usual);
  }

  /// Whether somebody only wants to see that it works: too short to warm up, search or repeat.
  boolean brief() {
    return wish.seconds > 0 && wish.seconds < 1;
  }

  Peers peers() {
    return wish.peers;
  }

  void add(Result result) {
    results.add(result);
  }

  void addAll(List<Result> more) {
    results.addAll(more);
  }

  /// Says that something is not measured, and why; shown below the table.
  void absent(String bench, String scene, String reason) {
    absent.add(new Absent(bench, scene, reason));
    progress(bench + " " + scene + ": " + reason);
  }

  /// Tells who waits what goes on.
  void progress(String text) {
    progress.println("oriel bench: " + text);
  }

  List<Result> results() {
    return List.copyOf(results);
  }

  List<Absent> absent() {
    return List.copyOf(absent);
  }
}
