package io.oriel.media.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One reusable `struct msghdr` with room for descriptors, on 64-bit Linux:
///
/// ```
/// msghdr   0 name*  8 namelen:int  16 iov*  24 iovlen:long  32 control*  40 controllen:long
///         48 flags:int   (56 bytes)
/// iovec    0 base*  8 len:long
/// cmsghdr  0 len:long (16 + data)  8 level:int  12 type:int  16 data, padded to 8
/// ```
final class SocketMessage {
  /// How many descriptors one message may carry, as in libwayland.
  static final int MOST_FDS = 28;

  /// Received descriptors kept for the reader; more are closed at once.
  private static final int MOST_WAITING = 256;

  // sys/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int CMSG_HEADER = 16;
  private static final int CONTROL_BYTES = CMSG_HEADER + MOST_FDS * 4;

  private final int fd;
  private final Errno errno = new Errno();
  private final MemorySegment header = Arena.ofAuto().allocate(56, 8);
  private final MemorySegment vector = Arena.ofAuto().allocate(16, 8);
  private final MemorySegment control = Arena.ofAuto().allocate(CONTROL_BYTES, 8);
  private final int[] waiting = new int[MOST_WAITING];
  private int head;
  private int size;

  SocketMessage(int fd) {
    this.fd = fd;
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
  }

  int send(MemorySegment from, long offset, long length, int[] fds, int fdCount)
      throws ErrnoException {
    if (fdCount > MOST_FDS) {
      throw new IllegalArgumentException(fdCount + " descriptors in one message");
    }
    aim(from, offset, length);
    if (fdCount == 0) {
      header.set(ADDRESS, 32, MemorySegment.NULL);
      header.set(JAVA_LONG, 40, 0);
    } else {
      control.set(JAVA_LONG, 0, CMSG_HEADER + fdCount * 4L);
      control.set(JAVA_INT, 8, SOL_SOCKET);
      control.set(JAVA_INT, 12, SCM_RIGHTS);
      for (int i = 0; i < fdCount; i++) {
        control.set(JAVA_INT, CMSG_HEADER + i * 4L, fds[i]);
      }
      header.set(ADDRESS, 32, control);
      header.set(JAVA_LONG, 40, CMSG_HEADER + (fdCount * 4L + 7 & ~7L));
    }
    long sent;
    try {
      sent =
          (long) Libc.SENDMSG.invokeExact(errno.state(), fd, header, MSG_DONTWAIT | MSG_NOSIGNAL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    return sent >= 0 ? (int) sent : blockedOrThrow("send on a socket");
  }

  int receive(MemorySegment into, long offset, long room) throws ErrnoException {
    aim(into, offset, room);
    header.set(ADDRESS, 32, control);
    header.set(JAVA_LONG, 40, CONTROL_BYTES);
    long came;
    try {
      came =
          (long)
              Libc.RECVMSG.invokeExact(errno.state(), fd, header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (came < 0) {
      return blockedOrThrow("receive on a socket");
    }
    keepDescriptors();
    return (int) came;
  }

  int takeFd() {
    if (size == 0) {
      return -1;
    }
    int taken = waiting[head];
    head = (head + 1) % MOST_WAITING;
    size--;
    return taken;
  }

  private void aim(MemorySegment bytes, long offset, long length) {
    if (offset < 0 || length < 0 || offset + length > bytes.byteSize()) {
      throw new IndexOutOfBoundsException(offset + " + " + length + " of " + bytes.byteSize());
    }
    vector.set(JAVA_LONG, 0, bytes.address() + offset);
    vector.set(JAVA_LONG, 8, length);
  }

  private void keepDescriptors() {
    long used = header.get(JAVA_LONG, 40);
    long at = 0;
    while (at + CMSG_HEADER <= used) {
      long length = control.get(JAVA_LONG, at);
      if (length < CMSG_HEADER || at + length > used) {
        return;
      }
      boolean rights =
          control.get(JAVA_INT, at + 8) == SOL_SOCKET
              && control.get(JAVA_INT, at + 12) == SCM_RIGHTS;
      for (long i = CMSG_HEADER; rights && i + 4 <= length; i += 4) {
        keep(control.get(JAVA_INT, at + i));
      }
      at += length + 7 & ~7L;
    }
  }

  private void keep(int received) {
    if (size == MOST_WAITING) {
      Fd.close(received);
      return;
    }
    waiting[(head + size) % MOST_WAITING] = received;
    size++;
  }

  private int blockedOrThrow(String what) throws ErrnoException {
    int number = errno.get();
    if (number == ErrnoException.EAGAIN || number == ErrnoException.EINTR) {
      return UnixSocket.WOULD_BLOCK;
    }
    throw new ErrnoException(what, number);
  }
}
