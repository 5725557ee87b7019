package io.oriel.media.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much the calling thread has allocated: what the budget of "nothing per packet" is checked
/// by.
public final class ThreadAllocation {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // HotSpot's, the only one there is

  private ThreadAllocation() {}

  /// Bytes the calling thread has put on the heap since it started; allocates nothing itself.
  ///
  /// @return -1 where the JVM does not count
  public static long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /// What is measured.
  public interface Work {
    void run() throws Exception;
  }

  /// The least that one of some rounds allocates on this thread: what remains once the JVM has
  /// compiled the code, whenever that is. For tests and benchmarks.
  ///
  /// @param enough ends the rounds early: a round allocated no more than so many bytes
  public static long least(int rounds, long enough, Work work) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < rounds && least > enough; i++) {
      long before = bytes();
      work.run();
      least = Math.min(least, bytes() - before);
    }
    return least;
  }
}
