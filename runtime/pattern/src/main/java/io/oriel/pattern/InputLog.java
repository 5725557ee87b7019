package io.oriel.pattern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The input a window has received, in order, as short texts:
/// `enter 10.0 20.0`, `motion 10.0 20.0`, `button 272 down`, `axis 0 15.0`, `key 30 down`,
/// `touch down 0 10.0 20.0`, `touch motion 0 10.0 20.0`, `touch up 0`, `touch cancel`.
///
/// Keeps the newest half of the most at least, so that a window may stay open for days. Any thread.
public final class InputLog {
  static final int MOST = 20_000;

  private final List<String> events = new ArrayList<>();
  private String keymap = "";

  synchronized void add(String event) {
    if (events.size() == MOST) {
      events.subList(0, MOST / 2).clear();
    }
    events.add(event);
    notifyAll();
  }

  synchronized void keymap(String text) {
    keymap = text;
    notifyAll();
  }

  /// The keymap in force.
  public synchronized String keymap() {
    return keymap;
  }

  /// All events so far, or the newest of very many.
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  /// Forgets what came so far.
  public synchronized void clear() {
    events.clear();
  }

  /// Waits until the events satisfy something.
  ///
  /// @return the events then, or those at the end of the time
  public synchronized List<String> await(Predicate<List<String>> wanted, Duration most)
      throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!wanted.test(List.copyOf(events))) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return List.copyOf(events);
  }
}
