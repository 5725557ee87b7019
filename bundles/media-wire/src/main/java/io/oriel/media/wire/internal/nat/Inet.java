package io.oriel.media.wire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// The C library's socket functions that datagrams need, and the numbers they take.
final class Inet {
  // bits/socket.h, asm-generic/socket.h, bits/in.h, linux/in6.h, linux/udp.h, linux/sock_diag.h
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_PRIORITY = 12;
  static final int SO_SNDBUFFORCE = 32;
  static final int SO_RCVBUFFORCE = 33;
  static final int SO_MEMINFO = 55;
  static final int SK_MEMINFO_DROPS = 8;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_ERRQUEUE = 0x2000;
  static final int IPPROTO_IP = 0;
  static final int IP_TOS = 1;
  static final int IP_PKTINFO = 8;
  static final int IP_MTU_DISCOVER = 10;
  static final int PMTUDISC_DO = 2;
  static final int IP_RECVERR = 11;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_MTU_DISCOVER = 23;
  static final int IPV6_RECVERR = 25;
  static final int IPV6_V6ONLY = 26;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_TCLASS = 67;
  static final int IPPROTO_UDP = 17;
  static final int UDP_SEGMENT = 103;
  static final int UDP_GRO = 104;

  // asm-generic/errno-base.h, asm-generic/errno.h
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EFAULT = 14;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;
  static final int EMSGSIZE = 90;
  static final int EOPNOTSUPP = 95;
  static final int ENOBUFS = 105;
  static final int ENOTSOCK = 88;

  /// `int socket(int domain, int type, int protocol)`
  static final MethodHandle SOCKET =
      Foreign.withErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  /// `int bind(int fd, const struct sockaddr *addr, socklen_t len)`
  static final MethodHandle BIND =
      Foreign.withErrno("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int getsockname(int fd, struct sockaddr *addr, socklen_t *len)`
  static final MethodHandle GETSOCKNAME =
      Foreign.withErrno("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  /// `int setsockopt(int fd, int level, int name, const void *value, socklen_t len)`
  static final MethodHandle SETSOCKOPT =
      Foreign.withErrno(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int getsockopt(int fd, int level, int name, void *value, socklen_t *len)`
  static final MethodHandle GETSOCKOPT =
      Foreign.withErrno(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  /// `ssize_t sendmsg(int fd, const struct msghdr *msg, int flags)`
  static final MethodHandle SENDMSG =
      Foreign.withErrno("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int sendmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags)`
  static final MethodHandle SENDMMSG =
      Foreign.withErrno(
          "sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  /// `ssize_t recvmsg(int fd, struct msghdr *msg, int flags)`
  static final MethodHandle RECVMSG =
      Foreign.withErrno("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int recvmmsg(int fd, struct mmsghdr *messages, unsigned int count, int flags, struct timespec
  /// *timeout)`
  static final MethodHandle RECVMMSG =
      Foreign.withErrno(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

  private Inet() {}
}
