package io.oriel.media.nat;

/// How late the kernel may wake the calling thread from a timed wait.
public final class TimerSlack {
  // linux/prctl.h
  private static final int PR_SET_TIMERSLACK = 29;

  private TimerSlack() {}

  /// Sets the calling thread's slack; threads start with 50 µs. Only for platform threads.
  ///
  /// @param nanos above 0; 1 is the least there is
  public static void set(long nanos) throws ErrnoException {
    if (nanos <= 0) {
      throw new IllegalArgumentException("timer slack " + nanos + " ns");
    }
    var errno = new Errno();
    int answer;
    try {
      answer = (int) Libc.PRCTL.invokeExact(errno.state(), PR_SET_TIMERSLACK, nanos, 0L, 0L, 0L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (answer < 0) {
      throw new ErrnoException("set the timer slack", errno.get());
    }
  }
}
