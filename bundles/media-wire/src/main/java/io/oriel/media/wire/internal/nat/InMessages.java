package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;

/// The buffers of one receiving thread, filled by `recvmmsg`; allocates nothing per call. With
/// `UDP_GRO` a buffer may hold several datagrams of one sender: all of the length that the control
/// message tells, save for a shorter last one. Layouts as in [OutMessage] and [OutMessages].
public final class InMessages {
  private static final int STRIDE = 64;
  private static final int VECTOR = 16;
  private static final int NAME = 32; // SocketAddresses.LONGEST, padded
  private static final int CONTROL = 24; // one control message with an int

  private final Errno errno = new Errno();
  private final int slots;
  private final int slotBytes;
  private final MemorySegment messages;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final MemorySegment bytes;
  private boolean batches = true;
  private int got; // slots filled by the last call
  private int slot = -1; // the current one
  private int at; // in the current slot: the next datagram
  private int end;
  private int segment;
  private int start;
  private int from = -1; // the slot of the last datagram, which an empty call leaves as it is

  /// @param slots buffers that one call can fill
  /// @param slotBytes of each; what is longer is cut
  public InMessages(int slots, int slotBytes) {
    this.slots = slots;
    this.slotBytes = slotBytes;
    var arena = Arena.ofAuto();
    messages = arena.allocate((long) slots * STRIDE, 8);
    names = arena.allocate((long) slots * NAME, 8);
    controls = arena.allocate((long) slots * CONTROL, 8);
    bytes = arena.allocate((long) slots * slotBytes, 8);
    MemorySegment vectors = arena.allocate((long) slots * VECTOR, 8);
    for (int i = 0; i < slots; i++) {
      long head = (long) i * STRIDE;
      long vector = (long) i * VECTOR;
      vectors.set(ValueLayout.JAVA_LONG, vector, bytes.address() + (long) i * slotBytes);
      vectors.set(ValueLayout.JAVA_LONG, vector + 8, slotBytes);
      messages.set(ValueLayout.ADDRESS, head, names.asSlice((long) i * NAME, NAME));
      messages.set(ValueLayout.ADDRESS, head + 16, vectors.asSlice(vector, VECTOR));
      messages.set(ValueLayout.JAVA_LONG, head + 24, 1);
      messages.set(ValueLayout.ADDRESS, head + 32, controls.asSlice((long) i * CONTROL, CONTROL));
      reset(head);
    }
  }

  /// Moves to the next datagram of those already here.
  public boolean next() {
    if (slot >= 0 && at < end) {
      start = at;
      at = Math.min(end, at + segment);
      return true;
    }
    if (slot + 1 >= got) {
      return false;
    }
    slot++;
    from = slot;
    long head = (long) slot * STRIDE;
    start = 0;
    end = Math.min(messages.get(ValueLayout.JAVA_INT, head + 56), slotBytes);
    segment = Math.max(segment(head), 1);
    at = Math.min(end, segment);
    return true;
  }

  /// From the control message, else the whole.
  private int segment(long head) {
    long control = (long) slot * CONTROL;
    boolean told =
        messages.get(ValueLayout.JAVA_LONG, head + 40) >= 20
            && controls.get(ValueLayout.JAVA_INT, control + 8) == Inet.IPPROTO_UDP
            && controls.get(ValueLayout.JAVA_INT, control + 12) == Inet.UDP_GRO;
    return told ? controls.get(ValueLayout.JAVA_INT, control + 16) : end;
  }

  /// Takes datagrams without waiting; those of the call before are gone.
  ///
  /// @return whether there were any
  public boolean fetch(int fd) throws ErrnoException {
    for (int i = 0; i < got; i++) {
      reset((long) i * STRIDE);
    }
    slot = -1;
    got = 0; // should the call throw
    got = take(fd);
    if (got < 0) {
      got = Math.max(0, take(fd)); // that was the report on a datagram sent earlier
    }
    return got > 0;
  }

  /// What the kernel overwrites.
  private void reset(long head) {
    messages.set(ValueLayout.JAVA_INT, head + 8, SocketAddresses.LONGEST);
    messages.set(ValueLayout.JAVA_LONG, head + 40, CONTROL);
    messages.set(ValueLayout.JAVA_INT, head + 48, 0);
  }

  /// How many; -1: an error that says nothing about what is here.
  private int take(int fd) throws ErrnoException {
    return batches ? many(fd) : one(fd);
  }

  private int many(int fd) throws ErrnoException {
    int n;
    try {
      n =
          (int)
              Inet.RECVMMSG.invokeExact(
                  errno.state(), fd, messages, slots, Inet.MSG_DONTWAIT, MemorySegment.NULL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (n < 0 && errno.get() == Inet.ENOSYS) {
      batches = false; // a sandbox that knows only the older call
      return one(fd);
    }
    return n >= 0 ? n : none();
  }

  private int one(int fd) throws ErrnoException {
    long n;
    try {
      n = (long) Inet.RECVMSG.invokeExact(errno.state(), fd, messages, Inet.MSG_DONTWAIT);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (n < 0) {
      return none();
    }
    messages.set(ValueLayout.JAVA_INT, 56, (int) n);
    return 1;
  }

  private int none() throws ErrnoException {
    return switch (errno.get()) {
      case Inet.EAGAIN, Inet.EINTR -> 0;
      case Inet.EBADF, Inet.ENOTSOCK, Inet.EFAULT, Inet.EINVAL, Inet.ENOMEM ->
          throw new ErrnoException("receive datagrams", errno.get());
      default -> -1;
    };
  }

  /// Where the current datagram's bytes are.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Of the current datagram in [#bytes()].
  public long offset() {
    return (long) slot * slotBytes + start;
  }

  /// Of the current datagram.
  public int length() {
    return Math.min(end - start, segment);
  }

  /// Whether the current datagram is not whole: the buffer was too short.
  public boolean cut() {
    return (messages.get(ValueLayout.JAVA_INT, (long) slot * STRIDE + 48) & Inet.MSG_TRUNC) != 0;
  }

  /// Where the last datagram came from; `null`: there was none yet.
  public InetSocketAddress source() {
    return from < 0 ? null : SocketAddresses.decode(names.asSlice((long) from * NAME, NAME));
  }
}
