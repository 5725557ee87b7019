package io.oriel.media.nat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory shared with another process through a descriptor, mapped for reading and writing.
///
/// Its size is sealed against shrinking, so that no peer can make a read of it fault.
public final class Memfd implements AutoCloseable {
  // linux/memfd.h and linux/fcntl.h
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int F_ADD_SEALS = 1033;
  private static final int F_SEAL_SEAL = 1;
  private static final int F_SEAL_SHRINK = 2;

  private final Fd fd;
  private final Arena arena;
  private final MemorySegment bytes;

  private Memfd(Fd fd, Arena arena, MemorySegment bytes) {
    this.fd = fd;
    this.arena = arena;
    this.bytes = bytes;
  }

  /// Creates zeroed memory.
  ///
  /// @param name for `/proc/PID/maps`
  /// @param size above 0
  public static Memfd create(String name, long size) throws ErrnoException {
    if (size <= 0) {
      throw new IllegalArgumentException("size " + size);
    }
    var errno = new Errno();
    try (var call = Arena.ofConfined()) {
      int number =
          (int)
              Libc.MEMFD_CREATE.invokeExact(
                  errno.state(), call.allocateFrom(name), MFD_CLOEXEC | MFD_ALLOW_SEALING);
      if (number < 0) {
        throw new ErrnoException("create a memfd", errno.get());
      }
      return fill(new Fd(number), size, errno);
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static Memfd fill(Fd fd, long size, Errno errno) throws Throwable {
    var arena = Arena.ofShared();
    try {
      if ((int) Libc.FTRUNCATE.invokeExact(errno.state(), fd.number(), size) < 0) {
        throw new ErrnoException("size a memfd to " + size + " bytes", errno.get());
      }
      int seals = F_SEAL_SHRINK | F_SEAL_SEAL;
      if ((int) Libc.FCNTL.invokeExact(errno.state(), fd.number(), F_ADD_SEALS, seals) < 0) {
        throw new ErrnoException("seal a memfd", errno.get());
      }
      return new Memfd(fd, arena, Mapping.shared(fd.number(), size, arena));
    } catch (Throwable e) {
      arena.close();
      fd.close();
      throw e;
    }
  }

  /// The descriptor. Borrowed until [#close()].
  public int fd() {
    return fd.number();
  }

  /// The memory, readable and writable from any thread until [#close()]; after that an access
  /// throws instead of faulting.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Unmaps the memory and closes the descriptor. Control thread.
  ///
  /// When a native call still reads it, the mapping stays: a leak rather than a fault.
  @Override
  public void close() {
    fd.close();
    if (bytes.scope().isAlive()) {
      try {
        arena.close();
      } catch (IllegalStateException e) {
        System.getLogger(Memfd.class.getName())
            .log(System.Logger.Level.WARNING, "shared memory is still in use and stays mapped", e);
      }
    }
  }
}
