package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;

/// The buffers of one receiving thread.
public final class InMessage {
  private final Errno errno = new Errno();
  private final MemorySegment from = Arena.ofAuto().allocate(SocketAddresses.LONGEST, 8);
  private final MemorySegment fromLength = Arena.ofAuto().allocate(4, 4);
  private final MemorySegment bytes;

  /// @param longest bytes of a datagram; what is longer is cut
  public InMessage(int longest) {
    bytes = Arena.ofAuto().allocate(longest, 8);
  }

  /// Takes a datagram without waiting.
  ///
  /// @return its length, or -1: there is none
  public int receive(int fd) throws ErrnoException {
    fromLength.set(ValueLayout.JAVA_INT, 0, SocketAddresses.LONGEST);
    long length;
    try {
      length =
          (long)
              Inet.RECVFROM.invokeExact(
                  errno.state(), fd, bytes, bytes.byteSize(), 0, from, fromLength);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (length >= 0) {
      return (int) length;
    }
    return switch (errno.get()) {
      // an earlier datagram was refused (ICMP); says nothing about those to come
      case Inet.EAGAIN, Inet.EINTR, Inet.ECONNREFUSED -> -1;
      default -> throw new ErrnoException("receive a datagram", errno.get());
    };
  }

  /// The bytes of the last datagram, until the next [#receive(int)].
  public MemorySegment bytes() {
    return bytes;
  }

  /// Where the last datagram came from.
  public InetSocketAddress source() {
    return SocketAddresses.decode(from);
  }
}
