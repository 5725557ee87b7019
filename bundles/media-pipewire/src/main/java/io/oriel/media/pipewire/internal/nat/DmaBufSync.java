package io.oriel.media.pipewire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Brackets the processor's reads of one DMA-BUF (`linux/dma-buf.h`). One thread at a time;
/// allocates nothing.
public final class DmaBufSync {
  // _IOW('b', 0, struct dma_buf_sync { __u64 flags; })
  private static final long DMA_BUF_IOCTL_SYNC = 0x40086200L;
  private static final long READ_START = 1;
  private static final long READ_END = 1 | 4;

  private static final MethodHandle IOCTL =
      Foreign.function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(2));
  private static final MemorySegment BEGIN = flags(READ_START);
  private static final MemorySegment END = flags(READ_END);

  private final int fd;
  private final Errno errno = new Errno();

  /// @param fd borrowed
  public DmaBufSync(int fd) {
    this.fd = fd;
  }

  /// Waits for the device's writes and makes them visible.
  public void beginRead() throws ErrnoException {
    sync(BEGIN);
  }

  /// The processor has read; a failure changes nothing for anybody.
  public void endRead() {
    try {
      sync(END);
    } catch (ErrnoException _) {
      // the kernel only hears of it to spare caches
    }
  }

  private static MemorySegment flags(long value) {
    MemorySegment sync = Arena.global().allocate(JAVA_LONG);
    sync.set(JAVA_LONG, 0, value);
    return sync;
  }

  private void sync(MemorySegment flags) throws ErrnoException {
    try {
      while ((int) IOCTL.invokeExact(errno.state(), fd, DMA_BUF_IOCTL_SYNC, flags) < 0) {
        if (errno.get() != ErrnoException.EINTR && errno.get() != ErrnoException.EAGAIN) {
          throw new ErrnoException("prepare a DMA-BUF for reading", errno.get());
        }
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
