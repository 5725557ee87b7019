package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Several datagrams to one destination in one `sendmmsg`, for one thread; allocates nothing per
/// call. 64-bit Linux layout; `msghdr` as in [OutMessage]:
///
/// ```
/// struct mmsghdr { struct msghdr head; unsigned length; }      56 + 4, padded to 64 bytes
/// ```
public final class OutMessages {
  private static final int STRIDE = 64;
  private static final int VECTOR = 16; // sizeof(struct iovec)

  private final Errno errno = new Errno();
  private final int most;
  private final MemorySegment messages;
  private final MemorySegment vectors;

  /// @param most datagrams per call
  public OutMessages(int most) {
    this.most = most;
    var arena = Arena.ofAuto(); // one: a call with the messages keeps the vectors too
    messages = arena.allocate((long) most * STRIDE, 8);
    vectors = arena.allocate((long) most * VECTOR, 8);
  }

  /// Sets where datagrams go: as a message does that was routed there. It is borrowed until the
  /// next call.
  public void route(OutMessage to) {
    for (int i = 0; i < most; i++) {
      long at = (long) i * STRIDE;
      to.copyRoute(messages, at);
      messages.set(ValueLayout.ADDRESS, at + 16, vectors.asSlice((long) i * VECTOR, VECTOR));
      messages.set(ValueLayout.JAVA_LONG, at + 24, 1);
    }
  }

  /// Makes a datagram the next call's number `index`.
  ///
  /// @param bytes native memory; the caller keeps it reachable until it is sent
  public void set(int index, MemorySegment bytes, long offset, long length) {
    vectors.set(ValueLayout.JAVA_LONG, (long) index * VECTOR, bytes.address() + offset);
    vectors.set(ValueLayout.JAVA_LONG, (long) index * VECTOR + 8, length);
  }

  /// Sends the first ones.
  ///
  /// @return how many the kernel took, above 0; or the error number of the first one, negative
  public int send(int fd, int count) {
    try {
      int sent = (int) Inet.SENDMMSG.invokeExact(errno.state(), fd, messages, count, 0);
      return sent > 0 ? sent : -errno.get();
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
