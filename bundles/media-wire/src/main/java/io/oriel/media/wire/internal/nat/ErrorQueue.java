package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A socket's queue of reports on datagrams sent earlier, which [SocketOptions#reportDrops()]
/// brings along: what routers and hosts answered (ICMP), and what was too long. Nobody reads them,
/// but while one is there, polling returns at once, and they count against the receive buffer. For
/// one thread.
public final class ErrorQueue {
  private static final int MOST = 64; // of one call: others keep sending

  private final Errno errno = new Errno();
  private final MemorySegment message = Arena.ofAuto().allocate(56, 8); // a msghdr without room

  /// Throws away what is there.
  public void drain(int fd) {
    try {
      for (int i = 0; i < MOST; i++) {
        int flags = Inet.MSG_ERRQUEUE | Inet.MSG_DONTWAIT;
        if ((long) Inet.RECVMSG.invokeExact(errno.state(), fd, message, flags) < 0) {
          return;
        }
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
