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
  private final boolean six;
  private final int fd;
  private final SocketOptions options;
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
    options = new SocketOptions(fd, six);
    boolean bound = false;
    try {
      if (six) {
        options.set(Inet.IPPROTO_IPV6, Inet.IPV6_V6ONLY, 0);
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

  /// Its options; valid like [#fd()].
  public SocketOptions options() {
    return options;
  }
}
