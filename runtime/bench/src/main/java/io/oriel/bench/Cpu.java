package io.oriel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// CPU time of threads, user and system.
final class Cpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Cpu() {}

  /// Of the calling thread, in ns.
  static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /// Of a running thread, in ns; -1: it has ended.
  static long nanos(Thread thread) {
    return THREADS.getThreadCpuTime(thread.threadId());
  }
}
