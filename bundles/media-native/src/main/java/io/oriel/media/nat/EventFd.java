package io.oriel.media.nat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A wake-up that [Poller] can wait for. Signals before the wait are remembered.
public final class EventFd implements AutoCloseable {
  // sys/eventfd.h
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;

  private final int fd;
  private final NativeHandle handle;
  private final MemorySegment count = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

  public EventFd() throws ErrnoException {
    var errno = new Errno();
    try {
      fd = (int) Libc.EVENTFD.invokeExact(errno.state(), 0, EFD_CLOEXEC | EFD_NONBLOCK);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (fd < 0) {
      throw new ErrnoException("create an eventfd", errno.get());
    }
    handle = new NativeHandle(() -> Fd.close(fd));
  }

  /// The descriptor, readable while signalled. Borrowed until [#close()].
  public int fd() {
    return fd;
  }

  /// Wakes the waiter, now or when it next waits. Any thread; never blocks; allocates nothing;
  /// does nothing once closed.
  public void signal() {
    if (!handle.enter()) {
      return;
    }
    try {
      int _ = (int) Libc.EVENTFD_WRITE.invokeExact(fd, 1L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
  }

  /// Takes all signals so far. The waiting thread.
  ///
  /// @return whether there was one
  public boolean drain() {
    if (!handle.enter()) {
      return false;
    }
    try {
      return (int) Libc.EVENTFD_READ.invokeExact(fd, count) == 0;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
