package io.oriel.media.nat;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A non-blocking stream socket of the `AF_UNIX` family that passes descriptors.
///
/// One thread may send while another receives; neither call allocates or blocks.
public final class UnixSocket implements AutoCloseable {
  /// Answer of [#send] and [#receive] when the call would block.
  public static final int WOULD_BLOCK = -1;

  // sys/socket.h, sys/un.h
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC_NONBLOCK = 1 | 0x80000 | 0x800;
  private static final int SUN_PATH_BYTES = 108;

  private final Fd fd;
  private final SocketMessage outgoing;
  private final SocketMessage incoming;

  private UnixSocket(int fd) {
    this.fd = new Fd(fd);
    this.outgoing = new SocketMessage(fd);
    this.incoming = new SocketMessage(fd);
  }

  /// Connects to a listening socket.
  ///
  /// @param path absolute, at most 107 bytes of UTF-8; one that begins with NUL is a name in the
  ///     abstract namespace (unix(7))
  public static UnixSocket connect(String path) throws ErrnoException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    var errno = new Errno();
    if (name.length == 0 || name.length >= SUN_PATH_BYTES) {
      throw new ErrnoException(
          "connect to " + path + " (a socket path has 1 to 107 bytes)", ErrnoException.EINVAL);
    }
    try (var call = Arena.ofConfined()) {
      int number =
          (int) Libc.SOCKET.invokeExact(errno.state(), AF_UNIX, SOCK_STREAM_CLOEXEC_NONBLOCK, 0);
      if (number < 0) {
        throw new ErrnoException("create a socket", errno.get());
      }
      var address = call.allocate(2 + SUN_PATH_BYTES, 2);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
      int length = 2 + name.length + (name[0] == 0 ? 0 : 1);
      if ((int) Libc.CONNECT.invokeExact(errno.state(), number, address, length) < 0) {
        Fd.close(number);
        throw new ErrnoException("connect to " + path, errno.get());
      }
      return new UnixSocket(number);
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Two sockets connected to each other.
  public static UnixSocket[] pair() throws ErrnoException {
    var errno = new Errno();
    try (var call = Arena.ofConfined()) {
      var two = call.allocate(8, 4);
      int type = SOCK_STREAM_CLOEXEC_NONBLOCK;
      if ((int) Libc.SOCKETPAIR.invokeExact(errno.state(), AF_UNIX, type, 0, two) < 0) {
        throw new ErrnoException("create a pair of sockets", errno.get());
      }
      return new UnixSocket[] {
        new UnixSocket(two.get(JAVA_INT, 0)), new UnixSocket(two.get(JAVA_INT, 4))
      };
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Speaks on a connected socket that came from elsewhere, for example with a message of D-Bus.
  ///
  /// @param fd *taken over*; a stream socket. It may be a blocking one: no call here blocks
  public static UnixSocket adopt(int fd) {
    return new UnixSocket(fd);
  }

  /// The descriptor, for a [Poller]. Borrowed until [#close()].
  public int fd() {
    return fd.number();
  }

  /// Sends some of the bytes and, with the first of them, all of the descriptors.
  ///
  /// @param fds borrowed: the kernel duplicates them
  /// @param fdCount 0 … [SocketMessage#MOST_FDS]; needs at least one byte to travel with
  /// @return how many bytes the kernel took, or [#WOULD_BLOCK]: then no descriptor was sent
  public int send(MemorySegment from, long offset, long length, int[] fds, int fdCount)
      throws ErrnoException {
    return outgoing.send(from, offset, length, fds, fdCount);
  }

  /// Receives bytes. Descriptors that came with them wait in [#takeFd()].
  ///
  /// @return how many bytes came; 0: the peer has closed; or [#WOULD_BLOCK]
  public int receive(MemorySegment into, long offset, long room) throws ErrnoException {
    return incoming.receive(into, offset, room);
  }

  /// The next received descriptor, close-on-exec, the caller's to close; -1: none. The receiving
  /// thread.
  public int takeFd() {
    return incoming.takeFd();
  }

  /// Closes the socket and every received descriptor nobody took. No thread may be inside.
  @Override
  public void close() {
    for (int left = takeFd(); left >= 0; left = takeFd()) {
      Fd.close(left);
    }
    fd.close();
  }
}
