package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// A non-blocking UDP socket. Any thread; the descriptor is freed by the last one to leave.
public final class UdpHandle implements AutoCloseable {
  private static final int INT = 4;

  private final boolean six;
  private final int fd;
  private final NativeHandle handle;
  private final InetSocketAddress local;
  private final EventFd closing = new EventFd();

  /// Opens and binds a socket. An IPv6 one takes IPv4 as well.
  public UdpHandle(InetSocketAddress wanted) throws ErrnoException {
    six = wanted.getAddress() instanceof Inet6Address;
    var errno = new Errno();
    int type = Inet.SOCK_DGRAM | Inet.SOCK_NONBLOCK | Inet.SOCK_CLOEXEC;
    try {
      fd =
          (int) Inet.SOCKET.invokeExact(errno.state(), six ? Inet.AF_INET6 : Inet.AF_INET, type, 0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (fd < 0) {
      closing.close();
      throw new ErrnoException("open a UDP socket", errno.get());
    }
    handle =
        new NativeHandle(
            () -> {
              Fd.close(fd);
              closing.close();
            });
    boolean bound = false;
    try {
      if (six) {
        set(Inet.IPPROTO_IPV6, Inet.IPV6_V6ONLY, 0);
      }
      local = bind(wanted, errno);
      bound = true;
    } finally {
      if (!bound) {
        handle.close();
      }
    }
  }

  private InetSocketAddress bind(InetSocketAddress wanted, Errno errno) throws ErrnoException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SocketAddresses.LONGEST, 8);
      byte[] bytes = SocketAddresses.encode(wanted, six);
      MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, 0, bytes.length);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SocketAddresses.LONGEST);
      int answer = (int) Inet.BIND.invokeExact(errno.state(), fd, address, bytes.length);
      if (answer < 0) {
        throw new ErrnoException("bind UDP " + wanted, errno.get());
      }
      answer = (int) Inet.GETSOCKNAME.invokeExact(errno.state(), fd, address, length);
      if (answer < 0) {
        throw new ErrnoException("ask for the local address", errno.get());
      }
      return SocketAddresses.decode(address);
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Where it is bound, with the port the kernel chose.
  public InetSocketAddress local() {
    return local;
  }

  /// Whether it is an IPv6 socket.
  public boolean six() {
    return six;
  }

  /// The descriptor; valid between [#enter()] and [#exit()].
  public int fd() {
    return fd;
  }

  /// A descriptor that becomes and stays readable when the socket is closed; valid like [#fd()].
  public int closingFd() {
    return closing.fd();
  }

  /// As [NativeHandle#enter()].
  public boolean enter() {
    return handle.enter();
  }

  /// As [NativeHandle#exit()].
  public void exit() {
    handle.exit();
  }

  public boolean isClosed() {
    return handle.isClosed();
  }

  @Override
  public void close() {
    handle.close();
    closing.signal(); // nobody drains it, so that every waiter sees it
  }

  /// Marks everything sent with a differentiated-services code point.
  public void mark(int dscp) throws ErrnoException {
    set(Inet.IPPROTO_IP, Inet.IP_TOS, dscp << 2); // RFC 2474 §3: the upper six bits
    if (six) {
      set(Inet.IPPROTO_IPV6, Inet.IPV6_TCLASS, dscp << 2);
    }
  }

  /// Asks for a send buffer and tells how large it became.
  public int sendBuffer(int bytes) throws ErrnoException {
    set(Inet.SOL_SOCKET, Inet.SO_SNDBUF, bytes);
    return get(Inet.SOL_SOCKET, Inet.SO_SNDBUF);
  }

  private void set(int level, int name, int value) throws ErrnoException {
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
