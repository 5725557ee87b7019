package io.oriel.media.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's functions this bundle calls.
final class Libc {
  /// `int close(int fd)`
  static final MethodHandle CLOSE =
      Foreign.withErrno("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  /// `ssize_t pread(int fd, void *buf, size_t count, off_t offset)`
  static final MethodHandle PREAD =
      Foreign.withErrno(
          "pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));

  /// `ssize_t read(int fd, void *buf, size_t count)`
  static final MethodHandle READ =
      Foreign.withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  /// `ssize_t write(int fd, const void *buf, size_t count)`
  static final MethodHandle WRITE =
      Foreign.withErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  /// `int pipe2(int fds[2], int flags)`
  static final MethodHandle PIPE2 =
      Foreign.withErrno("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  /// `int fcntl(int fd, int op, ... /* int arg */)`
  static final MethodHandle FCNTL =
      Foreign.function(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(2));

  /// `int memfd_create(const char *name, unsigned int flags)`
  static final MethodHandle MEMFD_CREATE =
      Foreign.withErrno("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  /// `int ftruncate(int fd, off_t length)`
  static final MethodHandle FTRUNCATE =
      Foreign.withErrno("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));

  /// `void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)`
  static final MethodHandle MMAP =
      Foreign.withErrno(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));

  /// `int munmap(void *addr, size_t length)`
  static final MethodHandle MUNMAP =
      Foreign.function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));

  /// `int socket(int domain, int type, int protocol)`
  static final MethodHandle SOCKET =
      Foreign.withErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  /// `int socketpair(int domain, int type, int protocol, int sv[2])`
  static final MethodHandle SOCKETPAIR =
      Foreign.withErrno(
          "socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

  /// `int connect(int fd, const struct sockaddr *addr, socklen_t len)`
  static final MethodHandle CONNECT =
      Foreign.withErrno("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  /// `ssize_t sendmsg(int fd, const struct msghdr *msg, int flags)`
  static final MethodHandle SENDMSG =
      Foreign.withErrno("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  /// `ssize_t recvmsg(int fd, struct msghdr *msg, int flags)`
  static final MethodHandle RECVMSG =
      Foreign.withErrno("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *t, const sigset_t *mask)`
  static final MethodHandle PPOLL =
      Foreign.withErrno(
          "ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));

  /// `int eventfd(unsigned int initval, int flags)`
  static final MethodHandle EVENTFD =
      Foreign.withErrno("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  /// `int eventfd_write(int fd, eventfd_t value)`
  static final MethodHandle EVENTFD_WRITE =
      Foreign.function("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));

  /// `int eventfd_read(int fd, eventfd_t *value)`
  static final MethodHandle EVENTFD_READ =
      Foreign.function("eventfd_read", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  /// `int prctl(int op, ... /* unsigned long arg2, arg3, arg4, arg5 */)`
  static final MethodHandle PRCTL =
      Foreign.function(
          "prctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  /// `int setpriority(int which, id_t who, int prio)`
  static final MethodHandle SETPRIORITY =
      Foreign.withErrno(
          "setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  /// `char *strerror(int errnum)`
  private static final MethodHandle STRERROR =
      Foreign.function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private static final long LONGEST_TEXT = 256;

  private Libc() {}

  /// The system's words for an error number.
  @SuppressWarnings("restricted")
  static String errorText(int errno) {
    try {
      return ((MemorySegment) STRERROR.invokeExact(errno)).reinterpret(LONGEST_TEXT).getString(0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
