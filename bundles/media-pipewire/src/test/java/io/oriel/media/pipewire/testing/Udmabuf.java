package io.oriel.media.pipewire.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.Memfd;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// DMA-BUFs made of ordinary memory by the kernel's `/dev/udmabuf` (`linux/udmabuf.h`).
public final class Udmabuf {
  private static final String DEVICE = "/dev/udmabuf";
  // _IOW('u', 0x42, struct udmabuf_create { __u32 memfd, flags; __u64 offset, size; })
  private static final long UDMABUF_CREATE = 0x40187542L;
  private static final int CLOEXEC = 1;
  private static final int O_RDWR_CLOEXEC = 0x80002;

  private static final MethodHandle OPEN =
      Foreign.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IOCTL =
      Foreign.function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(2));

  private Udmabuf() {}

  /// Whether this kernel makes them for us.
  public static boolean available() {
    return Files.isWritable(Path.of(DEVICE));
  }

  /// The memory as a DMA-BUF, which the caller owns.
  ///
  /// @param memory of whole pages
  static Fd of(Memfd memory) throws ErrnoException {
    var errno = new Errno();
    try (var call = Arena.ofConfined()) {
      int device = (int) OPEN.invokeExact(errno.state(), call.allocateFrom(DEVICE), O_RDWR_CLOEXEC);
      if (device < 0) {
        throw new ErrnoException("open " + DEVICE, errno.get());
      }
      try (var opened = new Fd(device)) {
        MemorySegment create = call.allocate(24, 8);
        create.set(JAVA_INT, 0, memory.fd());
        create.set(JAVA_INT, 4, CLOEXEC);
        create.set(JAVA_LONG, 16, memory.bytes().byteSize());
        int fd = (int) IOCTL.invokeExact(errno.state(), opened.number(), UDMABUF_CREATE, create);
        if (fd < 0) {
          throw new ErrnoException("make a DMA-BUF", errno.get());
        }
        return new Fd(fd);
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
