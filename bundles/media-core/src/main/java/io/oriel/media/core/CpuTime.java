package io.oriel.media.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// CPU time of a group of platform threads, user and system, of those that have ended too. Costs
/// the threads nothing while they run: whoever asks reads the kernel's clocks.
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Set<Long> running = ConcurrentHashMap.newKeySet();
  private final LongAdder ended = new LongAdder();

  /// A body whose thread belongs to the group while it runs.
  public Runnable counted(Runnable body) {
    return () -> {
      long id = Thread.currentThread().threadId();
      running.add(id);
      try {
        body.run();
      } finally {
        running.remove(id);
        ended.add(THREADS.getCurrentThreadCpuTime());
      }
    };
  }

  /// The time so far, in ns. A thread that ends meanwhile may be missing until the next call.
  public long nanos() {
    long sum = ended.sum();
    for (long id : running) {
      sum += Math.max(0, THREADS.getThreadCpuTime(id)); // -1: it has just ended
    }
    return sum;
  }
}
