package io.oriel.media.nat;

/// How the kernel weighs the calling thread against others that want to run.
public final class Niceness {
  // sys/resource.h; for who = 0 Linux takes the calling thread, see setpriority(2), "C
  // library/kernel
  // differences"
  private static final int PRIO_PROCESS = 0;

  private Niceness() {}

  /// Sets the calling thread's; threads start with that of the one that made them. Only for
  /// platform threads.
  ///
  /// @param value -20, preferred to all, to 19
  /// @throws ErrnoException below what the process may take: `RLIMIT_NICE`, or `CAP_SYS_NICE`
  public static void set(int value) throws ErrnoException {
    var errno = new Errno();
    int answer;
    try {
      answer = (int) Libc.SETPRIORITY.invokeExact(errno.state(), PRIO_PROCESS, 0, value);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (answer < 0) {
      throw new ErrnoException("set the niceness to " + value, errno.get());
    }
  }
}
