package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;

/// The `msghdr` of one sending thread, set up once and changed in place, so that a send allocates
/// nothing. 64-bit Linux layouts:
///
/// ```
/// struct msghdr  { void *name; u32 namelen; iovec *iov; size_t iovlen;
///                  void *control; size_t controllen; int flags; }   at 0 8 16 24 32 40 48
/// struct iovec   { void *base; size_t len; }
/// struct cmsghdr { size_t len; int level; int type; }               then data, padded to 8
/// ```
public final class OutMessage {
  private static final int HEADER = 16; // sizeof(struct cmsghdr)
  private static final int SEGMENT_SPACE = HEADER + 8;

  // struct in_pktinfo { int ifindex; in_addr spec_dst; in_addr addr; }: 12 bytes, padded to 16
  private static final int FOUR_SPACE = HEADER + 16;

  // struct in6_pktinfo { in6_addr addr; int ifindex; }: 20 bytes, padded to 24
  private static final int SIX_SPACE = HEADER + 24;

  private final Errno errno = new Errno();
  private final Arena arena = Arena.ofAuto(); // one: a call with the message keeps all it points to
  private final MemorySegment message = arena.allocate(56, 8);
  private final MemorySegment vector = arena.allocate(16, 8);
  private final MemorySegment name = arena.allocate(SocketAddresses.LONGEST, 8);
  private final MemorySegment control = arena.allocate(SEGMENT_SPACE + SIX_SPACE, 8);
  private long sourceSpace;

  public OutMessage() {
    message.set(ValueLayout.ADDRESS, 0, name);
    message.set(ValueLayout.ADDRESS, 16, vector);
    message.set(ValueLayout.JAVA_LONG, 24, 1);
    message.set(ValueLayout.ADDRESS, 32, control);
  }

  /// The control message with the local address to send from; empty without one.
  public static byte[] source(InetAddress source, boolean six) {
    if (source == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[six ? SIX_SPACE : FOUR_SPACE];
    var segment = MemorySegment.ofArray(bytes);
    long length = six ? HEADER + 20 : HEADER + 12;
    segment.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, length);
    segment.set(ValueLayout.JAVA_INT_UNALIGNED, 8, six ? Inet.IPPROTO_IPV6 : Inet.IPPROTO_IP);
    segment.set(ValueLayout.JAVA_INT_UNALIGNED, 12, six ? Inet.IPV6_PKTINFO : Inet.IP_PKTINFO);
    byte[] address = six ? SocketAddresses.sixteen(source) : SocketAddresses.four(source);
    System.arraycopy(address, 0, bytes, six ? HEADER : HEADER + 4, address.length);
    return bytes;
  }

  /// Sets where messages go.
  ///
  /// @param source from [#source]
  public void route(byte[] address, byte[] source) {
    MemorySegment.copy(address, 0, name, ValueLayout.JAVA_BYTE, 0, address.length);
    message.set(ValueLayout.JAVA_INT, 8, address.length);
    MemorySegment.copy(source, 0, control, ValueLayout.JAVA_BYTE, 0, source.length);
    sourceSpace = source.length;
    control.set(ValueLayout.JAVA_LONG, sourceSpace, HEADER + 2);
    control.set(ValueLayout.JAVA_INT, sourceSpace + 8, Inet.IPPROTO_UDP);
    control.set(ValueLayout.JAVA_INT, sourceSpace + 12, Inet.UDP_SEGMENT);
  }

  /// Writes name and control of another `msghdr`: one without segments. This object has to outlive
  /// it.
  void copyRoute(MemorySegment messages, long at) {
    messages.set(ValueLayout.ADDRESS, at, name);
    messages.set(ValueLayout.JAVA_INT, at + 8, message.get(ValueLayout.JAVA_INT, 8));
    messages.set(ValueLayout.ADDRESS, at + 32, sourceSpace > 0 ? control : MemorySegment.NULL);
    messages.set(ValueLayout.JAVA_LONG, at + 40, sourceSpace);
  }

  /// Sends bytes, cut by the kernel into datagrams where a segment length is given.
  ///
  /// @param bytes native memory; the caller keeps it reachable until this returns
  /// @param segment length of all datagrams but the last; 0: one datagram
  /// @return 0, or the error number
  public int send(int fd, MemorySegment bytes, long offset, long length, int segment) {
    vector.set(ValueLayout.JAVA_LONG, 0, bytes.address() + offset);
    vector.set(ValueLayout.JAVA_LONG, 8, length);
    long controlLength = sourceSpace;
    if (segment > 0) {
      control.set(ValueLayout.JAVA_SHORT, sourceSpace + HEADER, (short) segment);
      controlLength += SEGMENT_SPACE;
    }
    message.set(ValueLayout.JAVA_LONG, 40, controlLength);
    try {
      long sent = (long) Inet.SENDMSG.invokeExact(errno.state(), fd, message, 0);
      return sent >= 0 ? 0 : errno.get();
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
