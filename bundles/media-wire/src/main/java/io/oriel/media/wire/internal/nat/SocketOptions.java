package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What can be set on a UDP socket, and asked of it. Any thread, while the descriptor is open.
public final class SocketOptions {
  private static final int INT = 4;

  // socket(7): the kernel doubles what is set, for its bookkeeping, and tells the double
  private static final int TWICE = 2;

  private final int fd;
  private final boolean six;

  SocketOptions(int fd, boolean six) {
    this.fd = fd;
    this.six = six;
  }

  /// Marks everything sent with a differentiated-services code point.
  public void mark(int dscp) throws ErrnoException {
    set(Inet.IPPROTO_IP, Inet.IP_TOS, dscp << 2); // RFC 2474 §3: the upper six bits
    if (six) {
      set(Inet.IPPROTO_IPV6, Inet.IPV6_TCLASS, dscp << 2);
    }
  }

  /// Queues everything sent before what has a lower priority, 0 … 6, on devices that have queues.
  public void priority(int priority) throws ErrnoException {
    set(Inet.SOL_SOCKET, Inet.SO_PRIORITY, priority);
  }

  /// Forbids routers, and the kernel, to cut datagrams into fragments: what is too long is refused.
  public void neverFragment() throws ErrnoException {
    set(Inet.IPPROTO_IP, Inet.IP_MTU_DISCOVER, Inet.PMTUDISC_DO);
    if (six) {
      set(Inet.IPPROTO_IPV6, Inet.IPV6_MTU_DISCOVER, Inet.PMTUDISC_DO);
    }
  }

  /// Wants to be told when a device's queue is full: without this the kernel throws datagrams away
  /// there and says that they were sent. Brings reports on earlier datagrams along, see
  /// [ErrorQueue].
  public void reportDrops() throws ErrnoException {
    set(Inet.IPPROTO_IP, Inet.IP_RECVERR, 1);
    if (six) {
      set(Inet.IPPROTO_IPV6, Inet.IPV6_RECVERR, 1);
    }
  }

  /// Asks for a send buffer and tells how large it became.
  public int sendBuffer(int bytes) throws ErrnoException {
    return buffer(Inet.SO_SNDBUF, Inet.SO_SNDBUFFORCE, bytes);
  }

  /// Beyond the system's limit where this process may (`CAP_NET_ADMIN`).
  private int buffer(int name, int force, int bytes) throws ErrnoException {
    set(Inet.SOL_SOCKET, name, bytes);
    int got = get(Inet.SOL_SOCKET, name) / TWICE;
    if (got >= bytes) {
      return got;
    }
    try {
      set(Inet.SOL_SOCKET, force, bytes);
    } catch (ErrnoException e) {
      return got; // not allowed
    }
    return get(Inet.SOL_SOCKET, name) / TWICE;
  }

  /// Asks for a receive buffer, 0: the one there is, and tells how large it became.
  public int receiveBuffer(int bytes) throws ErrnoException {
    return bytes > 0
        ? buffer(Inet.SO_RCVBUF, Inet.SO_RCVBUFFORCE, bytes)
        : get(Inet.SOL_SOCKET, Inet.SO_RCVBUF) / TWICE;
  }

  /// Wants datagrams of one length and source handed over several at a time (`UDP_GRO`, Linux 5.0).
  ///
  /// @return whether the kernel does that
  public boolean coalesce() {
    try {
      set(Inet.IPPROTO_UDP, Inet.UDP_GRO, 1);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /// Whether the kernel knows `UDP_SEGMENT` (Linux 4.18).
  public boolean segments() {
    try {
      return get(Inet.IPPROTO_UDP, Inet.UDP_SEGMENT) == 0;
    } catch (ErrnoException e) {
      return false;
    }
  }

  /// Whether the kernel, or the sandbox around this process, lets `sendmmsg` through.
  public boolean batches() {
    var errno = new Errno();
    try {
      return (int) Inet.SENDMMSG.invokeExact(errno.state(), fd, MemorySegment.NULL, 0, 0) == 0;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Datagrams that arrived and were thrown away, for want of room in the receive buffer or for
  /// wrong checksums: the count that `SO_RXQ_OVFL` would tell with the next datagram.
  public long receiveDrops() throws ErrnoException {
    var errno = new Errno();
    try (var arena = Arena.ofConfined()) {
      int size = INT * (Inet.SK_MEMINFO_DROPS + 1);
      MemorySegment cells = arena.allocate(size, INT);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, size);
      int answer =
          (int)
              Inet.GETSOCKOPT.invokeExact(
                  errno.state(), fd, Inet.SOL_SOCKET, Inet.SO_MEMINFO, cells, length);
      if (answer < 0) {
        throw new ErrnoException("ask for a socket's drops", errno.get());
      }
      return Integer.toUnsignedLong(cells.getAtIndex(ValueLayout.JAVA_INT, Inet.SK_MEMINFO_DROPS));
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  void set(int level, int name, int value) throws ErrnoException {
    var errno = new Errno();
    try (var arena = Arena.ofConfined()) {
      MemorySegment cell = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      int answer = (int) Inet.SETSOCKOPT.invokeExact(errno.state(), fd, level, name, cell, INT);
      if (answer < 0) {
        throw new ErrnoException("set socket option " + level + "/" + name, errno.get());
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private int get(int level, int name) throws ErrnoException {
    var errno = new Errno();
    try (var arena = Arena.ofConfined()) {
      MemorySegment cell = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, INT);
      int answer = (int) Inet.GETSOCKOPT.invokeExact(errno.state(), fd, level, name, cell, length);
      if (answer < 0) {
        throw new ErrnoException("read socket option " + level + "/" + name, errno.get());
      }
      return cell.get(ValueLayout.JAVA_INT, 0);
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
