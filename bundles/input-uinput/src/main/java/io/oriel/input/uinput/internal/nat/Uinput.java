package io.oriel.input.uinput.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's functions and the numbers of `linux/uinput.h` that a device needs.
///
/// The numbers are those of x86-64 and arm64, which encode ioctls alike.
final class Uinput {
  /// `int open(const char *path, int flags, ...)`
  static final MethodHandle OPEN =
      Foreign.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(2));

  /// `ssize_t read(int fd, void *buf, size_t count)`
  static final MethodHandle READ =
      Foreign.withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  /// `ssize_t write(int fd, const void *buf, size_t count)`
  static final MethodHandle WRITE =
      Foreign.withErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  /// `int ioctl(int fd, unsigned long request, ... /* int */)`
  private static final MethodHandle IOCTL_INT =
      ioctl(FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));

  /// `int ioctl(int fd, unsigned long request, ... /* void * */)`
  private static final MethodHandle IOCTL_POINTER =
      ioctl(FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));

  // fcntl.h
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  // linux/uinput.h
  static final long UI_DEV_CREATE = 0x5501;
  static final long UI_DEV_DESTROY = 0x5502;
  static final long UI_DEV_SETUP = 0x405C5503;
  static final long UI_ABS_SETUP = 0x401C5504;
  static final long UI_SET_EVBIT = 0x40045564;
  static final long UI_SET_KEYBIT = 0x40045565;
  static final long UI_SET_RELBIT = 0x40045566;
  static final long UI_SET_FFBIT = 0x4004556B;
  static final long UI_SET_PHYS = 0x4008556C;
  static final long UI_SET_PROPBIT = 0x4004556E;
  static final long UI_GET_SYSNAME_64 = 0x8040552CL;
  static final long UI_BEGIN_FF_UPLOAD = 0xC06855C8L;
  static final long UI_END_FF_UPLOAD = 0x406855C9;
  static final long UI_BEGIN_FF_ERASE = 0xC00C55CAL;
  static final long UI_END_FF_ERASE = 0x400C55CB;

  private Uinput() {}

  private static MethodHandle ioctl(FunctionDescriptor descriptor) {
    return Foreign.function(
        "ioctl",
        descriptor,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(2));
  }

  /// An ioctl with a number; repeated when a signal comes in between, as is the next.
  ///
  /// @param what for the error's words
  static void call(int fd, long request, int value, String what) throws ErrnoException {
    var errno = new Errno();
    try {
      while ((int) IOCTL_INT.invokeExact(errno.state(), fd, request, value) < 0) {
        if (errno.get() != ErrnoException.EINTR) {
          throw new ErrnoException(what, errno.get());
        }
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// An ioctl with a structure.
  ///
  /// @param what for the error's words
  static void call(int fd, long request, MemorySegment structure, String what)
      throws ErrnoException {
    var errno = new Errno();
    try {
      while ((int) IOCTL_POINTER.invokeExact(errno.state(), fd, request, structure) < 0) {
        if (errno.get() != ErrnoException.EINTR) {
          throw new ErrnoException(what, errno.get());
        }
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
