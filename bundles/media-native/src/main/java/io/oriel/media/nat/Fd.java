package io.oriel.media.nat;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// A file descriptor that belongs to this object. Any thread.
public final class Fd implements AutoCloseable {
  // linux/fcntl.h: F_LINUX_SPECIFIC_BASE (1024) + 6
  private static final int F_DUPFD_CLOEXEC = 1030;

  private final AtomicInteger number;

  /// *Takes ownership* of a descriptor.
  public Fd(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("descriptor " + number);
    }
    this.number = new AtomicInteger(number);
  }

  /// The descriptor; -1 once closed.
  public int number() {
    return number.get();
  }

  /// A second descriptor of the same open file, closed on exec.
  public Fd dup() throws ErrnoException {
    return new Fd(dup(number.get()));
  }

  /// Closes the descriptor once.
  @Override
  public void close() {
    int fd = number.getAndSet(-1);
    if (fd >= 0) {
      close(fd);
    }
  }

  /// Duplicates a descriptor, close-on-exec. The caller owns the result.
  public static int dup(int fd) throws ErrnoException {
    var errno = new Errno();
    try {
      int copy = (int) Libc.FCNTL.invokeExact(errno.state(), fd, F_DUPFD_CLOEXEC, 0);
      if (copy < 0) {
        throw new ErrnoException("duplicate descriptor " + fd, errno.get());
      }
      return copy;
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Reads a file from its beginning. Safe where a peer owns the file and may shrink it, which a
  /// mapping is not; fails for pipes and sockets.
  ///
  /// @return how many bytes there were, at most `into` holds
  public static long read(int fd, MemorySegment into) throws ErrnoException {
    var errno = new Errno();
    long done = 0;
    try {
      while (done < into.byteSize()) {
        long size = into.byteSize() - done;
        long came =
            (long) Libc.PREAD.invokeExact(errno.state(), fd, into.asSlice(done), size, done);
        if (came < 0 && errno.get() != ErrnoException.EINTR) {
          throw new ErrnoException("read descriptor " + fd, errno.get());
        }
        if (came == 0) {
          break;
        }
        done += Math.max(came, 0);
      }
      return done;
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Closes a descriptor. Linux frees the number whatever `close` answers, so nothing is thrown.
  public static void close(int fd) {
    try {
      int _ = (int) Libc.CLOSE.invokeExact(new Errno().state(), fd);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
