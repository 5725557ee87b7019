package io.oriel.media.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One end of a pipe that another process holds the other end of. Reading and writing here never
/// block. One thread at a time; allocates nothing per call.
public final class PipeEnd implements AutoCloseable {
  /// Answer of [#read] and [#write] when the call would block.
  public static final int WOULD_BLOCK = -1;

  // fcntl.h
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_NONBLOCK = 0x800;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;

  private final Fd fd;
  private final Errno errno = new Errno();

  private PipeEnd(int fd) {
    this.fd = new Fd(fd);
  }

  /// A pipe to read from; the end to write to is for somebody else, and blocks as usual.
  ///
  /// @return the end to read from, and the one to give away
  public static PipeEnd[] open() throws ErrnoException {
    var errno = new Errno();
    try (var call = Arena.ofConfined()) {
      var two = call.allocate(8, 4);
      if ((int) Libc.PIPE2.invokeExact(errno.state(), two, O_CLOEXEC) < 0) {
        throw new ErrnoException("create a pipe", errno.get());
      }
      var ends =
          new PipeEnd[] {new PipeEnd(two.get(JAVA_INT, 0)), new PipeEnd(two.get(JAVA_INT, 4))};
      try {
        ends[0].neverBlock();
      } catch (ErrnoException e) {
        ends[0].close();
        ends[1].close();
        throw e;
      }
      return ends;
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// An end that somebody else made.
  ///
  /// @param fd *taken over*, also when this fails
  public static PipeEnd adopt(int fd) throws ErrnoException {
    var end = new PipeEnd(fd);
    try {
      end.neverBlock();
      return end;
    } catch (ErrnoException e) {
      end.close();
      throw e;
    }
  }

  /// The descriptor, for a [Poller] or to be sent. Borrowed until [#close()].
  public int fd() {
    return fd.number();
  }

  /// Reads what is there.
  ///
  /// @return how many bytes came; 0: all writers are gone; or [#WOULD_BLOCK]
  public int read(MemorySegment into, long offset, long room) throws ErrnoException {
    MemorySegment part = into.asSlice(offset, room);
    try {
      return result(
          "read a pipe", (long) Libc.READ.invokeExact(errno.state(), fd.number(), part, room));
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Writes what there is room for. A reader that is gone is an error, never a signal: the Java
  /// runtime ignores `SIGPIPE`.
  ///
  /// @return how many bytes went, or [#WOULD_BLOCK]
  public int write(MemorySegment from, long offset, long length) throws ErrnoException {
    MemorySegment part = from.asSlice(offset, length);
    try {
      return result(
          "write a pipe", (long) Libc.WRITE.invokeExact(errno.state(), fd.number(), part, length));
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  public void close() {
    fd.close();
  }

  private int result(String what, long moved) throws ErrnoException {
    if (moved >= 0) {
      return (int) moved;
    }
    int error = errno.get();
    if (error == ErrnoException.EAGAIN || error == ErrnoException.EINTR) {
      return WOULD_BLOCK;
    }
    throw new ErrnoException(what, error);
  }

  private void neverBlock() throws ErrnoException {
    try {
      int flags = (int) Libc.FCNTL.invokeExact(errno.state(), fd.number(), F_GETFL, 0);
      if (flags < 0
          || (int) Libc.FCNTL.invokeExact(errno.state(), fd.number(), F_SETFL, flags | O_NONBLOCK)
              < 0) {
        throw new ErrnoException("change descriptor " + fd.number(), errno.get());
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
