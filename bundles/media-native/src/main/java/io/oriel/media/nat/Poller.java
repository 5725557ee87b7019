package io.oriel.media.nat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Waits for any of a few descriptors with `ppoll(2)`. One thread; allocates nothing per call.
///
/// ```
/// struct pollfd  { int fd; short events; short revents; }    8 bytes
/// struct timespec { long tv_sec; long tv_nsec; }            16 bytes
/// ```
public final class Poller {
  /// `poll.h`: there is something to read, or the other side is gone.
  public static final int IN = 1;

  /// `poll.h`: writing would not block.
  public static final int OUT = 4;

  // poll.h: POLLERR, POLLHUP and POLLNVAL are reported without being asked for
  private static final int TROUBLE = 8 | 16 | 32;
  private static final int STRIDE = 8;

  private final int count;
  private final MemorySegment fds;
  private final MemorySegment timeout = Arena.ofAuto().allocate(16, 8);
  private final Errno errno = new Errno();

  /// Waits for reading on these descriptors. They are borrowed: stop polling before closing one.
  public Poller(int... descriptors) {
    count = descriptors.length;
    fds = Arena.ofAuto().allocate((long) STRIDE * Math.max(1, count), 4);
    for (int i = 0; i < count; i++) {
      fds.set(ValueLayout.JAVA_INT, (long) i * STRIDE, descriptors[i]);
      want(i, IN);
    }
  }

  /// Changes what is waited for.
  ///
  /// @param index of the descriptor in the constructor's list
  /// @param events a sum of [#IN] and [#OUT]
  public void want(int index, int events) {
    fds.set(ValueLayout.JAVA_SHORT, (long) index * STRIDE + 4, (short) events);
  }

  /// Waits.
  ///
  /// @param timeoutNanos 0: only look; negative: for ever
  /// @return whether a descriptor is ready; a signal may end the wait early with `false`
  public boolean poll(long timeoutNanos) throws ErrnoException {
    MemorySegment limit = MemorySegment.NULL;
    if (timeoutNanos >= 0) {
      timeout.set(ValueLayout.JAVA_LONG, 0, timeoutNanos / 1_000_000_000);
      timeout.set(ValueLayout.JAVA_LONG, 8, timeoutNanos % 1_000_000_000);
      limit = timeout;
    }
    int ready;
    try {
      ready =
          (int) Libc.PPOLL.invokeExact(errno.state(), fds, (long) count, limit, MemorySegment.NULL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (ready < 0) {
      if (errno.get() != ErrnoException.EINTR) {
        throw new ErrnoException("poll", errno.get());
      }
      for (int i = 0; i < count; i++) {
        fds.set(ValueLayout.JAVA_SHORT, (long) i * STRIDE + 6, (short) 0);
      }
      return false;
    }
    return ready > 0;
  }

  /// Whether the last [#poll(long)] found something to read, or that the other side is gone.
  public boolean readable(int index) {
    return (got(index) & (IN | TROUBLE)) != 0;
  }

  /// Whether the last [#poll(long)] found that writing would not block.
  public boolean writable(int index) {
    return (got(index) & (OUT | TROUBLE)) != 0;
  }

  private int got(int index) {
    return fds.get(ValueLayout.JAVA_SHORT, (long) index * STRIDE + 6);
  }
}
