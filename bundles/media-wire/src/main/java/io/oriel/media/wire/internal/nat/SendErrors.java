package io.oriel.media.wire.internal.nat;

/// What the error numbers of a datagram send mean for what to do next.
public final class SendErrors {
  private SendErrors() {}

  /// A signal came in between: the same again.
  public static boolean interrupted(int errno) {
    return errno == Inet.EINTR;
  }

  /// The socket's or the device's queue is full: wait until there is room.
  public static boolean full(int errno) {
    return errno == Inet.EAGAIN || errno == Inet.ENOBUFS;
  }

  /// Of those, the device's queue.
  public static boolean deviceFull(int errno) {
    return errno == Inet.ENOBUFS;
  }

  /// The kernel, the device or the path does not cut buffers into datagrams: `EIO` without checksum
  /// offload, `EINVAL` where a segment exceeds the path's MTU, `EMSGSIZE` for too much at once,
  /// `EOPNOTSUPP` on old kernels.
  public static boolean unsegmentable(int errno) {
    return errno == Inet.EIO
        || errno == Inet.EINVAL
        || errno == Inet.EMSGSIZE
        || errno == Inet.EOPNOTSUPP;
  }

  /// The datagram is longer than the path takes, or than any datagram may be.
  public static boolean tooLong(int errno) {
    return errno == Inet.EMSGSIZE;
  }

  /// The call is unknown here: an old kernel, or a sandbox that forbids it.
  public static boolean unknownCall(int errno) {
    return errno == Inet.ENOSYS || errno == Inet.EOPNOTSUPP;
  }
}
