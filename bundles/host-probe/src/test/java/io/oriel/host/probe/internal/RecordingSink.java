package io.oriel.host.probe.internal;

import io.oriel.api.probe.ProbeSink;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Remembers what a probe posted and lets a test wait for it.
final class RecordingSink implements ProbeSink {
  final Map<String, String> facts = new TreeMap<>();
  final Set<String> conditions = new TreeSet<>();

  @Override
  public synchronized void fact(String key, String value) {
    if (value == null) {
      facts.remove(key);
    } else {
      facts.put(key, value);
    }
    notifyAll();
  }

  @Override
  public synchronized void condition(String id, boolean present) {
    if (present) {
      conditions.add(id);
    } else {
      conditions.remove(id);
    }
    notifyAll();
  }

  /// Waits until the posts satisfy a test.
  ///
  /// @return how long it took in milliseconds; -1: not within 5 s
  synchronized long await(Predicate<RecordingSink> test) throws InterruptedException {
    long start = System.nanoTime();
    while (!test.test(this)) {
      long left = 5_000 - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (left <= 0) {
        return -1;
      }
      wait(left);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
