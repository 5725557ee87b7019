package io.oriel.media.nat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Maps descriptors into memory.
public final class Mapping {
  // sys/mman.h
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int MAP_PRIVATE = 2;
  private static final long MAP_FAILED = -1;

  /// What offsets of mappings are multiples of: the largest page of any machine we run on.
  public static final long PAGE_BYTES = 65_536;

  private Mapping() {}

  /// Maps for reading and writing, shared with everybody who has the descriptor.
  ///
  /// @param fd borrowed; the mapping outlives it
  /// @param arena its close unmaps
  public static MemorySegment shared(int fd, long size, Arena arena) throws ErrnoException {
    return map(fd, size, PROT_READ | PROT_WRITE, MAP_SHARED, arena);
  }

  /// Maps for reading only, as Wayland keymaps want it.
  ///
  /// @param fd borrowed; the mapping outlives it. Reading faults if its file is shorter than `size`
  /// @param arena its close unmaps
  public static MemorySegment readOnly(int fd, long size, Arena arena) throws ErrnoException {
    return map(fd, size, PROT_READ, MAP_PRIVATE, arena).asReadOnly();
  }

  /// Maps for reading only what another process goes on writing, for example a picture.
  ///
  /// @param fd borrowed; the mapping outlives it. Reading faults if its file is shorter than
  ///     `offset + size`
  /// @param offset a multiple of the page size
  /// @param arena its close unmaps
  public static MemorySegment sharedReadOnly(int fd, long offset, long size, Arena arena)
      throws ErrnoException {
    return map(fd, offset, size, PROT_READ, MAP_SHARED, arena).asReadOnly();
  }

  private static MemorySegment map(int fd, long size, int protection, int flags, Arena arena)
      throws ErrnoException {
    return map(fd, 0, size, protection, flags, arena);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment map(
      int fd, long offset, long size, int protection, int flags, Arena arena)
      throws ErrnoException {
    var errno = new Errno();
    MemorySegment at;
    try {
      at =
          (MemorySegment)
              Libc.MMAP.invokeExact(
                  errno.state(), MemorySegment.NULL, size, protection, flags, fd, offset);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (at.address() == MAP_FAILED) {
      throw new ErrnoException("map " + size + " bytes", errno.get());
    }
    return at.reinterpret(size, arena, Mapping::unmap);
  }

  private static void unmap(MemorySegment bytes) {
    try {
      int _ = (int) Libc.MUNMAP.invokeExact(bytes, bytes.byteSize());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
