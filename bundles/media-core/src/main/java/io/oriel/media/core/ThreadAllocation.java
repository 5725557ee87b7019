package io.oriel.media.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// How much the calling thread has allocated: what the budget of "nothing per packet" is checked
// by.
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
}
